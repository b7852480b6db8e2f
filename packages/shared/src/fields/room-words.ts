import * as z from 'zod/mini';
import { holdsAtMost } from './code-points.ts';
import { isStorable } from './storable-text.ts';
import { hasUnseenCharacter } from './unseen.ts';

export const MAX_TITLE_CODE_POINTS = 60;
export const MAX_DESCRIPTION_CODE_POINTS = 300;

const UNSEEN = 'It holds a character that cannot be seen. Type it again by hand.';
const isSeen = (text: string) => isStorable(text) && !hasUnseenCharacter(text);

export const roomTitleSchema = z.string('A title is text.').check(
  z.trim(),
  z.normalize('NFC'),
  z.minLength(1, 'Give the room a title.'),
  z.refine((title) => holdsAtMost(title, MAX_TITLE_CODE_POINTS), {
    error: `A title holds at most ${MAX_TITLE_CODE_POINTS} characters.`,
  }),
  z.refine(isSeen, { error: UNSEEN }),
);

export const roomDescriptionSchema = z.string('A description is text.').check(
  z.trim(),
  z.normalize('NFC'),
  z.refine((description) => holdsAtMost(description, MAX_DESCRIPTION_CODE_POINTS), {
    error: `A description holds at most ${MAX_DESCRIPTION_CODE_POINTS} characters.`,
  }),
  z.refine(isSeen, { error: UNSEEN }),
);
