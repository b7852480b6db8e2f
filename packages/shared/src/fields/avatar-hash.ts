import * as z from 'zod/mini';

/** The SHA-256 of a picture, in hexadecimal: another picture has another address. */
export const avatarHashSchema = z
  .string('A picture is named by its hash.')
  .check(
    z.regex(/^[0-9a-f]{64}$/, 'The hash of a picture is 64 hexadecimal digits in lower case.'),
    z.meta({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }),
  );
