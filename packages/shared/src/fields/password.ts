import * as z from 'zod/mini';
import { countCodePoints, holdsAtMost } from './code-points.ts';

export const MIN_PASSWORD_CODE_POINTS = 10;
export const MAX_PASSWORD_CODE_POINTS = 256;

/**
 * A password that somebody chooses: long rather than complicated (NIST SP 800-63B, 3.1.1.2). What is soon guessed the server refuses
 * besides, which has a list of such ones.
 */
export const newPasswordSchema = z.string('A password is text.').check(
  z.refine((password) => countCodePoints(password) >= MIN_PASSWORD_CODE_POINTS, {
    error: `A password has at least ${MIN_PASSWORD_CODE_POINTS} characters.`,
  }),
  z.refine((password) => holdsAtMost(password, MAX_PASSWORD_CODE_POINTS), {
    error: `A password holds at most ${MAX_PASSWORD_CODE_POINTS} characters.`,
  }),
);
