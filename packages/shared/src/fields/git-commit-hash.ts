import * as z from 'zod/mini';

/** The SHA-1 of a Git commit: 40 hexadecimal digits in lower case. */
export const gitCommitHashSchema = z
  .string()
  .check(z.regex(/^[0-9a-f]{40}$/, 'A commit hash is 40 hexadecimal digits.'));
