import * as z from 'zod/mini';
import { holdsAtMost } from './code-points.ts';
import { isStorable } from './storable-text.ts';
import { hasUnseenCharacter } from './unseen.ts';

export const MAX_NAME_CODE_POINTS = 40;
export const ANONYMOUS = 'Anonymous';

/** Most names are such, and need no closer look. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
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

/** A name that somebody chooses now: none that is taken for a mail address, which is a way to sign in as well. */
export const newNameSchema = personNameSchema.check(
  z.refine((name) => !/[@\uff20\ufe6b]/u.test(name), {
    error: 'A name holds no @, so that it is taken for nobody’s mail address. Leave it out.',
  }),
);

function normalizeName(name: string): string {
  if (PLAIN.test(name)) return name;
  return name
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

function hasInvisibleCharacter(name: string): boolean {
  return !PLAIN.test(name) && hasUnseenCharacter(name);
}

function mixesConfusableScripts(name: string): boolean {
  if (PLAIN.test(name)) return false;
  return name.split(' ').some((word) => CONFUSABLE_SCRIPTS.filter((script) => script.test(word)).length > 1);
}
