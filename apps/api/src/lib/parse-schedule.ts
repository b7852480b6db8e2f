import { Cron } from 'croner';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `every` is a pause from one start to the next; `cron` are the times of a line, in UTC. */
export type Schedule =
  | { readonly kind: 'every'; readonly ms: number }
  | { readonly kind: 'cron'; next(after: Date): Date | null };

/** Reads `30s`, `15m`, `24h`, `7d` or the five fields of a cron line; null where it is neither, or never comes. */
export function parseSchedule(text: string): Schedule | null {
  const pause = /^([1-9]\d{0,5})([smhd])$/.exec(text);
  if (pause !== null)
    return { kind: 'every', ms: Number(pause[1]) * UNIT_MS[pause[2] as keyof typeof UNIT_MS] };
  const cron = parseCron(text);
  return cron === null || cron.nextRun() === null
    ? null
    : { kind: 'cron', next: (after) => cron.nextRun(after) };
}

/** Whether it is a cron line, but of a day that no year has, such as `0 0 30 2 *`. */
export function neverComes(text: string): boolean {
  return parseCron(text)?.nextRun() === null;
}

function parseCron(text: string): Cron | null {
  if (!/^\S+(?: +\S+){4}$/.test(text)) return null;
  try {
    return new Cron(text, { paused: true, utcOffset: 0 });
  } catch {
    return null; // a field that no cron line has
  }
}
