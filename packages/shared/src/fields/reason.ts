import * as z from 'zod/mini';
import { holdsAtMost } from './code-points.ts';
import { isStorable } from './storable-text.ts';

const MAX_CODE_POINTS = 300;

/** Why something was done to a person, for the audit log. */
export const reasonSchema = z.string('A reason is text.').check(
  z.trim(),
  z.minLength(1, 'Give a reason.'),
  z.refine((reason) => holdsAtMost(reason, MAX_CODE_POINTS), {
    error: `A reason holds at most ${MAX_CODE_POINTS} characters.`,
  }),
  z.refine(isStorable, { error: 'The reason holds a character that cannot be stored.' }),
);
