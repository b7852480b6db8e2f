import type { ArchiveVerification } from '@bookchat/shared';
import type { DatabaseBeside } from '../../../db/open-beside.ts';
import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import { TargetError } from '../targets/target-error.ts';
import { createVerifyArchive } from '../verifying/verify-archive.ts';
import { type ArchiveSettings, openArchive } from './open-archive.ts';

/** How often it begins anew because the archive grew meanwhile. */
const MAX_TRIES = 5;

export interface VerifiedBeside {
  readonly found: ArchiveVerification;
  /** How many messages and other events were not compared, because no commit holds them. */
  readonly backlog: number;
}

/**
 * Compares the whole archive with the database, beside a server that may be writing both.
 * @throws TargetError where the place cannot be asked, or not yet.
 */
export async function verifyBeside(
  database: DatabaseBeside,
  settings: ArchiveSettings,
  options: WorkerOptions & { readonly signal: AbortSignal },
): Promise<VerifiedBeside> {
  const { target, store, requests, backlog, condition } = openArchive(database, settings);
  ensureNotBlocked(condition().blockedUntil);
  let upTo = await lastThere();
  const verify = createVerifyArchive({
    database,
    file: settings.config.database,
    target,
    store: { head: store.head, newestDone: () => upTo },
    clock: settings.clock,
    requests,
  });
  for (let tries = 1; ; tries += 1) {
    const found = await verify(options);
    const before = upTo;
    upTo = await lastThere();
    if (found.same || upTo === before || tries === MAX_TRIES) return { found, backlog: backlog().count };
  }

  /** The last batch that is in the place: the branch comes to its commit a moment before the database says so. */
  async function lastThere(): Promise<number> {
    const head = await target.readHead(options.signal);
    const done = store.newestDone();
    const isThere = head.kind === 'at' && store.find(done + 1)?.commit_hash === head.commit;
    return isThere ? done + 1 : done;
  }
}

/** @throws TargetError */
export function ensureNotBlocked(until: Date | null): void {
  if (until === null) return;
  throw new TargetError(
    { kind: 'blocked', until },
    `GitHub, or the limit that BookChat keeps to, asks to be left alone until ${until.toISOString()}. Try again after that.`,
  );
}
