import * as z from 'zod/mini';

const HINT =
  'A schedule is a pause such as 30s, 15m, 24h or 7d, or the five fields of a cron line in UTC, for example "30 3 * * *".';

/** Every so often, or at times: `24h`, or `30 3 * * *` in UTC. Whether a cron line ever comes is for the server to say. */
export const scheduleSchema = z
  .string(HINT)
  .check(
    z.trim(),
    z.maxLength(100, HINT),
    z.regex(/^(?:[1-9]\d{0,5}[smhd]|\S+(?: +\S+){4})$/, HINT),
    z.meta({ example: '24h' }),
  );
