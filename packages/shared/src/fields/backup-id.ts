import * as z from 'zod/mini';

/** When a backup was begun, in UTC, with a number behind it where a second saw more than one. */
export const backupIdSchema = z
  .string('The id of a backup is text.')
  .check(
    z.regex(
      /^\d{8}_\d{6}(?:_\d{1,3})?$/,
      'The id of a backup is its date and time, for example 20260223_103000.',
    ),
    z.meta({ example: '20260223_103000' }),
  );
