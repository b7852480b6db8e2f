import * as z from 'zod/mini';

/** A moment as RFC 3339 in UTC with milliseconds, for example 2026-11-20T17:16:41.123Z. */
export const timestampSchema = z.iso
  .datetime({ precision: 3 })
  .check(z.meta({ example: '2026-11-20T17:16:41.123Z' }));
