import * as z from 'zod/mini';

/** What an API key is known by; it stands in its secret as well, `bk_<id>_<secret>`. */
export const apiKeyIdSchema = z
  .string('The id of a key is text.')
  .check(
    z.regex(/^[0-9a-z]{12}$/, 'The id of a key is 12 lower-case letters and digits.'),
    z.meta({ example: '4k8xw0c2m7qd' }),
  );
