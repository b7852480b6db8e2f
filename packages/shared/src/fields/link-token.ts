import * as z from 'zod/mini';

/** What a one-time link carries behind its `#`: 256 random bits in base64url. */
export const linkTokenSchema = z
  .string('A link carries a token.')
  .check(z.regex(/^[\w-]{43}$/, 'The link is not whole. Open it again as it was sent.'));
