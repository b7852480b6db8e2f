import type { ArchiveVerification } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { WorkerOptions } from '../../lib/run-in-worker.ts';
import type { Alarms } from '../../plugins/alarms.ts';
import { createArchiveAlarms } from './archive-alarms.ts';
import { createArchiveReport } from './archive-report.ts';
import { createArchiveState } from './archive-state.ts';
import { createArchiver, type PassOptions } from './archiver.ts';
import { createBatchMaker } from './batches/batch-maker.ts';
import { createPageMaker } from './batches/page-maker.ts';
import { createRemakeFiles } from './batches/remake-files.ts';
import { createWaiting } from './batches/waiting.ts';
import { createBreather } from './breather.ts';
import type { ChangeLog } from './change-log.ts';
import { checkArchive } from './check-archive.ts';
import { createDescribeBatch } from './describe-batch.ts';
import { describeVerification } from './describe-verification.ts';
import { createTreeMaker } from './git/tree-maker.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { Place } from './place.ts';
import { createEnsureThere } from './rebuilding/ensure-there.ts';
import { createTakeInLater } from './taking-in/take-in-later.ts';
import { createVerifyArchive } from './verifying/verify-archive.ts';
import { createCommitStore } from './writing/commit-store.ts';
import { createFindBase } from './writing/find-base.ts';
import { createWriteBatch } from './writing/write-batch.ts';

export interface ArchiveParts {
  readonly database: Database;
  /** The database's file. */
  readonly file: string;
  readonly changeLog: ChangeLog;
  readonly place: Place;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** Whether only this machine is served. */
  readonly isAtHome: boolean;
  /** Waits between two tries of one pass. */
  readonly pause: (tries: number, signal: AbortSignal) => Promise<void>;
  /** Between the announcement that a history will be brought to a public place, and the first commit. */
  readonly publicNoticeMs: number;
}

/** All parts of the archive in one place, joined. */
export function assembleArchive(parts: ArchiveParts) {
  const { database, file, changeLog, place, clock, log, isAtHome, pause, publicNoticeMs } = parts;
  const { target } = place;
  const waiting = createWaiting(database, changeLog);
  const pages = createPageMaker({ database, file, clock, waiting });
  const maker = createBatchMaker({ database, clock, waiting, pages });
  const breathe = createBreather(waiting);
  const store = createCommitStore({ database, log: changeLog, breathe, target: target.name });
  const trees = createTreeMaker((tree, signal) => target.readTree(tree, signal));
  const findBase = createFindBase({ target, trees, archiveId: maker.archiveId });
  const remakeFiles = createRemakeFiles({ database, maker, pages, findBlob: place.findElsewhere });
  const describe = createDescribeBatch(database);
  const writeBatch = createWriteBatch({
    target,
    trees,
    store,
    remakeFiles,
    findBase,
    describe,
    pause,
  });
  const state = createArchiveState(database, clock, target.name, changed);
  const alarms = createArchiveAlarms(parts.alarms, place);
  const takeInLater = createTakeInLater({
    database,
    file,
    log: changeLog,
    logger: log,
    place,
    store,
    findBase,
    forget,
  });
  const ensureThere = createEnsureThere({ database, place, store, remakeFiles, describe, alarms, log });
  const archiver = createArchiver({
    waiting,
    maker,
    store,
    ensureThere,
    takeInLater,
    writeBatch,
    breathe,
    state,
    alarms,
    clock,
    log,
    place,
    publicNoticeMs,
  });
  const report = createArchiveReport({
    database,
    place,
    state,
    store,
    archiver,
    maker,
    waiting,
    clock,
    isAtHome,
  });
  const verifyOnce = createVerifyArchive({
    database,
    file,
    target,
    store,
    clock,
    requests: place.requests,
  });
  const oneAtATime = createOneAtATime();
  database.onReplaced(() => {
    state.reset();
    forget();
  });

  return {
    report,
    target: target.name,
    alarms,
    isFull: archiver.isFull,
    /** Whether a server that stops leaves all as it is: who stops it may do so to keep a history from moving. */
    isIdle: () => archiver.backlog() === 0 || state.trouble.kind !== 'none' || archiver.isToMove(),
    pass: (options: PassOptions): Promise<string> => oneAtATime(() => archiver.pass(options)),
    /** @throws TargetError where the place cannot be asked, HistoryError where it is lost. */
    verify: (options: WorkerOptions & { signal: AbortSignal }): Promise<ArchiveVerification> =>
      oneAtATime(async () => {
        await checkArchive({ place, alarms, log, isFirst: false }, options.signal);
        await ensureThere(options.signal);
        const found = await verifyOnce(options);
        await state.verified(found);
        if (found.same) alarms.same();
        else alarms.differs(describeVerification(found), found.differing);
        return found;
      }),
  };

  function forget(): void {
    waiting.reset();
    trees.forget();
    changed();
  }

  function changed(): void {
    report.changed();
    changeLog.archiveChanged();
  }
}

export type AssembledArchive = ReturnType<typeof assembleArchive>;
