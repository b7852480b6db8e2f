import * as z from 'zod/mini';

export const DEFAULT_ROOM = 'general';

/** The name of a room as it stands in addresses: lower-case letters, digits and hyphens, 1 to 40 of them. */
export const roomNameSchema = z
  .string('A room is named by text.')
  .check(
    z.regex(
      /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
      'A room is named by 1 to 40 lower-case letters, digits and hyphens, with no hyphen at either end.',
    ),
    z.meta({ example: DEFAULT_ROOM }),
  );
