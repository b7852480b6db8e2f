/** Control and formatting characters, with which one name can be made to look like another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u;
/** A joiner is invisible too, but emoji and some scripts are written with it. */
const JOINER_BETWEEN_CHARACTERS =
  /(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)[\u200c\u200d](?=[\p{L}\p{Extended_Pictographic}])/gu;

/** Whether `text` holds a character that nobody sees, other than a joiner where one belongs. */
export function hasUnseenCharacter(text: string): boolean {
  return UNSEEN.test(text.replace(JOINER_BETWEEN_CHARACTERS, ''));
}
