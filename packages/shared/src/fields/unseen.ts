/** What fonts leave blank though it counts as a sign: Hangul fillers, the blank Braille pattern, a null notehead, the place of an object. */
export const BLANK = '\\u115f\\u1160\\u3164\\uffa0\\u2800\\u{1d159}\\ufffc';
/** Control and formatting characters, with which one name can be made to look like another. */
const UNSEEN = new RegExp(`[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}${BLANK}]`, 'u');
/** Many fonts draw no enclosing mark but around the key of an emoji. */
const ENCLOSING = /(?<![0-9#*]\ufe0f?)\u20e3|(?!\u20e3)\p{Me}/u;
/** A joiner is invisible too, but emoji and some scripts are written with it. */
const JOINER_BETWEEN_CHARACTERS =
  /(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)[\u200c\u200d](?=[\p{L}\p{Extended_Pictographic}])/gu;

/** Whether `text` holds a character that nobody sees, other than a joiner where one belongs. */
export function hasUnseenCharacter(text: string): boolean {
  return ENCLOSING.test(text) || UNSEEN.test(text.replace(JOINER_BETWEEN_CHARACTERS, ''));
}
