import * as z from 'zod/mini';

/** A UUID of version 7 (RFC 9562), in lower case; the client may mint it, which makes a retry safe. */
export const messageIdSchema = z
  .string('An id is text.')
  .check(
    z.toLowerCase(),
    z.regex(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      'An id is a UUID of version 7, for example 01931e2f-7c1a-7cc3-98c4-dc0c0c07398f.',
    ),
    z.meta({ format: 'uuid', example: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f' }),
  );
