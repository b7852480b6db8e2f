import * as z from 'zod/mini';

/** A UUIDv7 in lower case. */
export const personIdSchema = z
  .string('A person is named by their id.')
  .check(
    z.regex(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      'The id of a person is a UUIDv7.',
    ),
  );
