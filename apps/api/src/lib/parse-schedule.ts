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
  return /^\S+(?: +\S+){4}$/.test(text) ? parseCron(text) : null;
}

function parseCron(text: string): Schedule | null {
  try {
    const cron = new Cron(text, { paused: true, timezone: 'UTC' });
    return cron.nextRun() === null ? null : { kind: 'cron', next: (after) => cron.nextRun(after) };
  } catch {
    return null; // a field that no cron line has
  }
}
