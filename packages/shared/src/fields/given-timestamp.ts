import * as z from 'zod/mini';

const EXAMPLE = '2026-11-20T17:16:41.123Z';

/** A moment that a request names, in words for whoever names it otherwise; what the chat itself loads does without them. */
export const givenTimestampSchema = z.iso
  .datetime({ precision: 3, error: `A time is given in UTC to the millisecond, as in ${EXAMPLE}.` })
  .check(z.meta({ example: EXAMPLE }));
