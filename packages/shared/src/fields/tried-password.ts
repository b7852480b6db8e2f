import * as z from 'zod/mini';

/** A password that is tried: of it is asked only that hashing it costs no more than any other. */
export const passwordSchema = z
  .string('A password is text.')
  .check(z.minLength(1, 'Give your password.'), z.maxLength(1024, 'No password is that long.'));
