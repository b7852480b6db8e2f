import { createHash } from 'node:crypto';
import type { Company } from './company.ts';

/** Who has polled within so long is there: pages that are looked at poll every five seconds. */
const PRESENT_MS = 60_000;
const LOOK_EVERY_MS = 5_000;

/** Who is there, as polls tell; in memory alone. */
export interface Presence {
  saw(person: string): void;
  /** Of all, where `company` is null; else of those in it. */
  among(company: Company | null): Present;
}

export interface Present {
  /** By id, in order. */
  readonly list: readonly string[];
  /** A few letters that are others where others are there. */
  readonly fingerprint: string;
}

export function createPresence(now: () => number): Presence {
  const seen = new Map<string, number>();
  let all = describe([]);
  let lookedAt = 0;

  return {
    saw(person) {
      const at = now();
      const isNew = !seen.has(person);
      seen.set(person, at);
      if (forget(at) || isNew) all = describe([...seen.keys()].toSorted());
    },
    among: (company) => (company === null ? all : describe(all.list.filter((id) => company.has(id)))),
  };

  /** @returns whether somebody has gone. */
  function forget(at: number): boolean {
    if (Math.abs(at - lookedAt) < LOOK_EVERY_MS) return false;
    lookedAt = at;
    const gone = [...seen].filter(([, last]) => at - last > PRESENT_MS);
    for (const [person] of gone) seen.delete(person);
    return gone.length > 0;
  }
}

function describe(list: readonly string[]): Present {
  const fingerprint = createHash('sha1').update(list.join(' ')).digest('base64url').slice(0, 6);
  return { list, fingerprint };
}
