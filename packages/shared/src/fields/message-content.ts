import * as z from 'zod/mini';
import { holdsAtMost } from './code-points.ts';
import { isStorable } from './storable-text.ts';

export const MAX_CONTENT_CODE_POINTS = 4_000;

/** What a person wrote: 1 to 4,000 code points after trimming. */
export const messageContentSchema = z.string('The content is needed, and it is text.').check(
  z.trim(),
  z.minLength(1, 'Write something: a message holds at least one character that is not a space.'),
  z.refine((text) => holdsAtMost(text, MAX_CONTENT_CODE_POINTS), {
    error: `A message holds at most ${MAX_CONTENT_CODE_POINTS.toLocaleString('en')} characters. Split it, or shorten it.`,
  }),
  z.refine(isStorable, {
    error: 'The text holds a NUL character or half of a surrogate pair, which cannot be stored. Remove it.',
  }),
  z.meta({ maxLength: MAX_CONTENT_CODE_POINTS, example: 'The tide is out at six.' }),
);
