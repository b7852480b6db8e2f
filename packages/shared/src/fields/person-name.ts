import * as z from 'zod/mini';
import { holdsAtMost } from './code-points.ts';
import { isStorable } from './storable-text.ts';

export const MAX_NAME_CODE_POINTS = 40;
export const ANONYMOUS = 'Anonymous';

/** Most names are such, and need no closer look. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
/** Control and formatting characters, with which one name can be made to look like another. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u;
/** A joiner is invisible too, but emoji and some scripts are written with it. */
const JOINER_BETWEEN_CHARACTERS =
  /(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)[\u200c\u200d](?=[\p{L}\p{Extended_Pictographic}])/gu;
/** Scripts whose letters are taken for one another (Unicode Technical Standard 39, mixed-script confusables). */
const CONFUSABLE_SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** A person's name: 1 to 40 code points, in Unicode's composed form, with single spaces. */
export const personNameSchema = z.string('A name is text.').check(
  z.overwrite(normalizeName),
  z.minLength(1, 'Give a name of at least one character.'),
  z.refine((name) => holdsAtMost(name, MAX_NAME_CODE_POINTS), {
    error: `A name holds at most ${MAX_NAME_CODE_POINTS} characters.`,
  }),
  z.refine((name) => isStorable(name) && !hasInvisibleCharacter(name), {
    error: 'The name holds a character that cannot be seen. Type it again by hand.',
  }),
  z.refine((name) => !mixesConfusableScripts(name), {
    error:
      'The name mixes Latin, Greek or Cyrillic letters within a word, and could be taken for another. Use one alphabet a word.',
  }),
  z.meta({ maxLength: MAX_NAME_CODE_POINTS, example: 'alice' }),
);

function normalizeName(name: string): string {
  if (PLAIN.test(name)) return name;
  return name
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

function hasInvisibleCharacter(name: string): boolean {
  return !PLAIN.test(name) && INVISIBLE.test(name.replace(JOINER_BETWEEN_CHARACTERS, ''));
}

function mixesConfusableScripts(name: string): boolean {
  if (PLAIN.test(name)) return false;
  return name.split(' ').some((word) => CONFUSABLE_SCRIPTS.filter((script) => script.test(word)).length > 1);
}
