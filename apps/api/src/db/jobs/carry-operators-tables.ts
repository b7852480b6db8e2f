import { isDiskFull } from '../is-disk-full.ts';
import { carryOver } from '../restore/carry-over.ts';

export type CarryOutcome =
  | { readonly kind: 'carried'; readonly rows: number }
  /** Why the old database was left out, as a clause. */
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'disk_full' };

/** Takes over what the operator's tables of the old database hold, where that can be read. */
export function carryOperatorsTables({ from, to }: { from: string; to: string }): CarryOutcome {
  try {
    return { kind: 'carried', rows: carryOver(from, to) };
  } catch (error) {
    if (isDiskFull(error)) return { kind: 'disk_full' };
    return { kind: 'skipped', reason: error instanceof Error ? error.message : String(error) };
  }
}
