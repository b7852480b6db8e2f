import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../../db/open-database.ts';
import type { ArchiveCommitsTable } from '../../../db/schema/archive.ts';
import type { Batch } from '../batches/batch.ts';
import type { Breathe } from '../breather.ts';
import type { ChangeLog } from '../change-log.ts';
import {
  BEGINNING,
  type Place,
  prepareBatches,
  prepareCommits,
  prepareListUnmarked,
  prepareMark,
  prepareTargets,
} from '../queries.ts';

type Row = ArchiveCommitsTable;

/** How many receipts one transaction writes: posts wait for it. */
const MARKS_AT_ONCE = 100;

interface Parts {
  readonly database: Pick<Database, 'prepareRead' | 'prepareWrite' | 'transact'>;
  readonly log: Pick<ChangeLog, 'readLastPosition' | 'append' | 'publish'>;
  readonly breathe: Breathe;
  /** The place's. */
  readonly target: string;
}

/** What is known of the commits in one place, and of the place itself. */
export function createCommitStore({ database, log, breathe, target }: Parts) {
  const commits = prepareCommits(database);
  const batches = prepareBatches(database);
  const targets = prepareTargets(database);
  const listUnmarked = prepareListUnmarked(database);
  const mark = prepareMark(database);

  return {
    find,
    findElsewhere,
    save,
    forget,
    finish,
    head,
    saveHead,
    place,
    announce,
    begin,
    next,
    newestDone,
  };

  function find(batch: number): Row | null {
    return commits.find.get({ target, batch }) ?? null;
  }

  /** The commit that holds the batch in another place. */
  function findElsewhere(batch: number): string | null {
    return commits.findElsewhere.get({ target, batch })?.commit_hash ?? null;
  }

  async function save(row: Omit<Row, 'target'>): Promise<Row> {
    const whole = { ...row, target };
    await database.transact(() => commits.save.run(whole));
    return whole;
  }

  async function forget(batch: number): Promise<void> {
    await database.transact(() => commits.remove.run({ target, batch }));
  }

  /** The receipts come before the batch counts as done, so that a crash between leaves them to be written again. */
  async function finish({ number }: Batch, row: Row, head: string): Promise<Row> {
    const commit = row.commit_hash as string;
    for (let at = BEGINNING; ; ) {
      const begun = now();
      const next = await markSome(number, commit, at);
      if (next === null) break;
      at = next;
      await setImmediate();
      await breathe(now() - begun);
    }
    const done = { ...row, state: 'done' } as const;
    await database.transact(() => {
      commits.save.run(done);
      saveHead(head);
    });
    return done;
  }

  /** @returns how far it came; null where nothing is left behind it. */
  async function markSome(batch: number, commit: string, from: Place): Promise<Place | null> {
    const { marked, last } = await database.transact(() => {
      const found = listUnmarked.all({ ...from, batch, commit, limit: MARKS_AT_ONCE });
      const before = log.readLastPosition();
      for (const [index, { id }] of found.entries()) {
        mark.run({ id, commit });
        log.append({ position: before + index + 1, type: 'message.archived', message_id: id });
      }
      return { marked: found, last: before + found.length };
    });
    log.publish(last, marked.length);
    return marked.length < MARKS_AT_ONCE ? null : (marked.at(-1) ?? null);
  }

  function head(): string | null {
    return place().head;
  }

  /** Only within `database.transact`. */
  function saveHead(commit: string): void {
    targets.save.run({ ...place(), head: commit });
  }

  function place() {
    return (
      targets.find.get({ name: target }) ?? { name: target, head: null, announced_at: null, begun_at: null }
    );
  }

  async function announce(at: string): Promise<void> {
    await database.transact(() => targets.save.run({ ...place(), announced_at: at }));
  }

  /** The first time that something is brought there; later nothing happens. */
  async function begin(at: string): Promise<void> {
    if (place().begun_at === null)
      await database.transact(() => targets.save.run({ ...place(), begun_at: at }));
  }

  /** The next batch that this place does not hold. */
  function next(): Batch | null {
    return batches.listAfter.all({ number: newestDone(), limit: 1 })[0] ?? null;
  }

  /** -1 where it holds none: they are brought in their order. */
  function newestDone(): number {
    const newest = commits.newest.get({ target });
    if (newest === undefined) return -1;
    return newest.state === 'done' ? newest.batch : newest.batch - 1;
  }
}

export type CommitStore = ReturnType<typeof createCommitStore>;

function now(): number {
  return performance.now();
}
