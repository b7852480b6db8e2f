import * as z from 'zod/mini';
import { holdsAtMost } from './code-points.ts';
import { isStorable } from './storable-text.ts';
import { BLANK } from './unseen.ts';

export const MAX_CONTENT_CODE_POINTS = 4_000;

/**
 * Spaces, controls and what a font draws nothing for. A code point that this
 * version of Unicode does not know yet may well be an emoji.
 */
const VISIBLE = new RegExp(`[^\\p{Z}\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}${BLANK}]`, 'u');

/** What a person wrote: 1 to 4,000 code points after trimming, of which one at least can be seen. */
export const messageContentSchema = z.string('The content is needed, and it is text.').check(
  z.trim(),
  z.refine((text) => VISIBLE.test(text), {
    error: 'Write something: a message holds at least one character that can be seen.',
  }),
  z.refine((text) => holdsAtMost(text, MAX_CONTENT_CODE_POINTS), {
    error: () =>
      `A message holds at most ${MAX_CONTENT_CODE_POINTS.toLocaleString('en')} characters. Split it, or shorten it.`,
  }),
  z.refine(isStorable, {
    error: 'The text holds a NUL character or half of a surrogate pair, which cannot be stored. Remove it.',
  }),
  z.meta({ minLength: 1, maxLength: MAX_CONTENT_CODE_POINTS, example: 'The tide is out at six.' }),
);
