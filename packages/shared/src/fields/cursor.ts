import * as z from 'zod/mini';

/** A place in the stream of changes, as the server gave it: opaque, to be handed back unchanged. */
export const cursorSchema = z
  .string('A cursor is text.')
  .check(
    z.regex(
      /^[0-9a-z]{8}-\d{1,15}$/,
      'A cursor is handed back as the server gave it. Ask for a new one without `since`.',
    ),
    z.meta({ example: '5f2c9a1e-128' }),
  );
