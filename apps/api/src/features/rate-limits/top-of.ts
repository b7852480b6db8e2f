import { type Counted, type Counts, later } from './tally.ts';

export interface Named extends Counted {
  readonly name: string;
}

/** Those with the highest counts, both sources together, highest first. */
export function topOf(kept: Counts, fresh: Counts, most: number): Named[] {
  const top: Named[] = [];
  for (const [name, counted] of kept) offer(name, together(counted, fresh.get(name)));
  for (const [name, counted] of fresh) if (!kept.has(name)) offer(name, counted);
  return top;

  function offer(name: string, { count, last_at }: Counted): void {
    const place = top.findLastIndex((other) => other.count >= count) + 1;
    if (place === most) return;
    top.splice(place, 0, { name, count, last_at });
    if (top.length > most) top.pop();
  }
}

function together(one: Counted, other: Counted | undefined): Counted {
  if (other === undefined) return one;
  return { count: one.count + other.count, last_at: later(one.last_at, other.last_at) };
}
