import { existsSync } from 'node:fs';
import { isDiskFull } from '../is-disk-full.ts';
import { carryOver } from '../restore/carry-over.ts';
import { endApiKeys } from '../restore/end-api-keys.ts';

export type CarryOutcome =
  | { readonly kind: 'carried'; readonly rows: number }
  /** Why the old database was left out, as a clause; and how many API keys of the backup were revoked for that. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly endedKeys: number }
  | { readonly kind: 'disk_full' };

/**
 * Takes over what the operator's tables of the old database hold, where that can be read. Where it cannot, nobody
 * knows which keys were revoked after the backup was made, and none of them may come back.
 * @param from null where there is no file to take it from.
 */
export function carryOperatorsTables({ from, to }: { from: string | null; to: string }): CarryOutcome {
  try {
    if (from === null || !existsSync(from)) return skip(to, 'there is no database from before');
    return carry(from, to);
  } catch (error) {
    if (isDiskFull(error)) return { kind: 'disk_full' };
    throw error;
  }
}

function carry(from: string, to: string): CarryOutcome {
  try {
    return { kind: 'carried', rows: carryOver(from, to) };
  } catch (error) {
    if (isDiskFull(error)) throw error;
    return skip(to, error instanceof Error ? error.message : String(error));
  }
}

function skip(to: string, reason: string): CarryOutcome {
  return { kind: 'skipped', reason, endedKeys: endApiKeys(to, new Date()) };
}
