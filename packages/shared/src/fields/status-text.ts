import * as z from 'zod/mini';
import { holdsAtMost } from './code-points.ts';
import { isStorable } from './storable-text.ts';

export const MAX_STATUS_CODE_POINTS = 80;

/** Line breaks, controls, and what turns the direction of the text around it (UAX 9). */
const OUT_OF_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** What somebody is about, in a line: at most 80 code points; empty for nothing. */
export const statusTextSchema = z.string('A status is text.').check(
  z.trim(),
  z.normalize('NFC'),
  z.refine((text) => holdsAtMost(text, MAX_STATUS_CODE_POINTS), {
    error: `A status holds at most ${MAX_STATUS_CODE_POINTS} characters.`,
  }),
  z.refine((text) => isStorable(text) && !OUT_OF_LINE.test(text), {
    error:
      'The status holds a line break or another character that cannot be seen. Type it again in one line.',
  }),
  z.meta({ maxLength: MAX_STATUS_CODE_POINTS, example: 'At the harbour until Friday' }),
);
