import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { nameKey } from '../../lib/name-key.ts';
import { prepareNames } from './name-queries.ts';
import { fromRow, type TakenName, toRow } from './taken-name.ts';

/** Every name that is taken, in memory: a post costs no query for it. What has ended is passed over. */
export interface NameBook {
  /** Whoever has the name, or one that looks like it. */
  find(name: string): TakenName | undefined;
  /** The names of an identity, the one chosen last first. */
  listOf(owner: string): TakenName[];
  /** Those that nobody has written under yet, the one chosen first before the others. */
  listUnwritten(): TakenName[];
  readonly size: number;
  /** Runs `work` in one transaction; where it fails, nothing of it was done. */
  change(work: () => void): Promise<void>;
  /** Only within `change`, as the two that follow. */
  put(taken: TakenName): void;
  remove(taken: TakenName): void;
  /** Takes out what has ended. */
  sweep(): void;
  /** Keeps in memory alone that it was written under. */
  keepWritten(taken: TakenName): void;
  /** Reads them again. */
  reload(): void;
}

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
/** How long a name is kept that is not used. */
export const UNUSED_DAYS = 30;
/** How long the present one of somebody who has written: as long as a browser keeps the cookie. */
export const PRESENT_DAYS = 400;
/** How long a name may be held back that a command has freed, at most. */
const LOOK_INTERVAL_MS = 1_000;
/** Names of which the key is kept, as most is written by few. */
const MOST_KEYS = 1_000;

export function createNameBook({ database, clock }: Parts): NameBook {
  const { readAll, put: save, remove: erase } = prepareNames(database);
  const keys = new Map<string, string>();
  let byKey = new Map<string, TakenName>();
  let byOwner = new Map<string, TakenName[]>();
  let version = database.writtenElsewhere();
  let lookedAt = clock.elapsed();
  reload();

  return {
    find(name) {
      lookElsewhere();
      const taken = byKey.size === 0 ? undefined : byKey.get(keyOf(name));
      return taken === undefined || hasEnded(taken) ? undefined : taken;
    },
    listOf: (owner) => ofOwner(owner).filter((taken) => !hasEnded(taken)),
    listUnwritten: () =>
      [...byKey.values()]
        .filter(({ writtenAt }) => writtenAt === null)
        .toSorted((a, b) => a.chosenAt - b.chosenAt),
    get size() {
      return byKey.size;
    },
    async change(work) {
      try {
        await database.transact(work);
      } catch (error) {
        reload(); // what was changed in memory alone
        throw error;
      }
    },
    put(taken) {
      save.run(toRow(taken));
      keep(taken);
    },
    remove,
    sweep() {
      for (const taken of byKey.values()) if (hasEnded(taken)) remove(taken);
    },
    keepWritten: keep,
    reload,
  };

  function keyOf(name: string): string {
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= MOST_KEYS) keys.clear();
    const key = nameKey(name);
    keys.set(name, key);
    return key;
  }

  function hasEnded(taken: TakenName): boolean {
    const unusedMs = clock.now() - Math.max(taken.chosenAt, taken.writtenAt ?? 0);
    if (unusedMs < UNUSED_DAYS * DAY_MS) return false;
    const isKept = taken.writtenAt !== null && ofOwner(taken.owner)[0] === taken;
    return !isKept || unusedMs >= PRESENT_DAYS * DAY_MS;
  }

  function keep(taken: TakenName): void {
    drop(taken.key);
    byKey.set(taken.key, taken);
    const names = [taken, ...ofOwner(taken.owner)];
    byOwner.set(
      taken.owner,
      names.toSorted((a, b) => b.chosenAt - a.chosenAt),
    );
  }

  function remove({ key }: TakenName): void {
    erase.run({ name_key: key });
    drop(key);
  }

  function drop(key: string): void {
    const taken = byKey.get(key);
    if (taken === undefined) return;
    byKey.delete(key);
    const rest = ofOwner(taken.owner).filter((other) => other.key !== key);
    if (rest.length === 0) byOwner.delete(taken.owner);
    else byOwner.set(taken.owner, rest);
  }

  function ofOwner(owner: string): readonly TakenName[] {
    return byOwner.get(owner) ?? [];
  }

  /** Commands free names beside the server (cli/release-name.ts), and tell nobody. */
  function lookElsewhere(): void {
    const now = clock.elapsed();
    if (now - lookedAt < LOOK_INTERVAL_MS) return;
    lookedAt = now;
    const found = database.writtenElsewhere();
    if (found !== version) reload();
    version = found;
  }

  function reload(): void {
    byKey = new Map();
    byOwner = new Map();
    for (const row of readAll.all({})) keep(fromRow(row));
  }
}
