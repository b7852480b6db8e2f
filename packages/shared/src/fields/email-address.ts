import * as z from 'zod/mini';

const MAX_LENGTH = 254;

/** A mail address in lower case; at most 254 characters (RFC 5321, 4.5.3.1.3, without the angle brackets). */
export const emailAddressSchema = z
  .string('A mail address is text.')
  .check(
    z.trim(),
    z.toLowerCase(),
    z.maxLength(MAX_LENGTH, `A mail address holds at most ${MAX_LENGTH} characters.`),
    z.regex(
      /^[^\s@<>"',;:\\()[\]]+@[^\s@<>"',;:\\()[\]]+\.[^\s@<>"',;:\\()[\]]+$/,
      'This is no mail address.',
    ),
  );
