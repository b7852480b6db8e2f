import { setTimeout } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { countOf } from '../../lib/count-of.ts';
import type { ArchiveAlarms } from './archive-alarms.ts';
import type { ArchiveState } from './archive-state.ts';
import { type Batch, MAX_BATCH_EVENTS } from './batches/batch.ts';
import type { BatchMaker } from './batches/batch-maker.ts';
import type { Waiting } from './batches/waiting.ts';
import type { Breathe } from './breather.ts';
import { createLateness } from './lateness.ts';
import { createMoveNotice } from './move-notice.ts';
import type { Place } from './place.ts';
import { HistoryError } from './targets/history-error.ts';
import { TargetError } from './targets/target-error.ts';
import { toTrouble } from './to-trouble.ts';
import { createVisibilityWatch } from './visibility-watch.ts';
import type { CommitStore } from './writing/commit-store.ts';
import type { createWriteBatch } from './writing/write-batch.ts';

interface Parts {
  readonly waiting: Waiting;
  readonly maker: BatchMaker;
  readonly store: CommitStore;
  /** Makes a repository on this machine again that is gone. */
  readonly ensureThere: (signal: AbortSignal) => Promise<void>;
  /** Brings back first what the archive holds beyond a backup that was restored. */
  readonly takeInLater: (signal: AbortSignal) => Promise<void>;
  readonly writeBatch: ReturnType<typeof createWriteBatch>;
  readonly breathe: Breathe;
  readonly state: ArchiveState;
  readonly alarms: ArchiveAlarms;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly place: Pick<
    Place,
    'kind' | 'name' | 'budget' | 'pauseBetweenBatchesMs' | 'isPublic' | 'lookAround' | 'tidy'
  >;
  /** Between the announcement and the first commit where everybody can read it. */
  readonly publicNoticeMs: number;
}

export interface PassOptions {
  /** The server stops: nobody posts any more, and there is no time to rest. */
  readonly isHurried?: boolean;
  readonly signal: AbortSignal;
  /** Somebody asked for it, and does not want to hear that it is not yet time. */
  readonly isByHand?: boolean;
}

/** In passes of their own, with the waits between them. */
const REFUSALS_FOR_GOOD = 3;
/** So many batches are some hundred objects on a disk. */
const TIDY_EVERY = 32;

/** Brings what waits to the archive's place, one batch after the other. */
export function createArchiver(parts: Parts) {
  const { waiting, maker, store, writeBatch, place, state, alarms, clock, log } = parts;
  const lateness = createLateness({ ...parts, backlog });
  const notice = createMoveNotice(parts);
  const lookWhoReads = createVisibilityWatch(parts);
  let maxEvents = MAX_BATCH_EVENTS;
  /** How often the change at a position was refused when it came alone. */
  let refusals = { position: 0, times: 0 };

  return { pass, backlog, isFull, isToMove: notice.isToMove, oldestWaitingAt: lateness.oldestWaitingAt };

  /**
   * One pass: everything that waits, or as much as limits let through.
   * @returns what was done, in words. @throws TargetError or HistoryError, once it has been told; or the signal's reason.
   */
  async function pass({ signal, isByHand = false, isHurried = false }: PassOptions): Promise<string> {
    const { trouble } = state;
    if (trouble.kind !== 'none' && trouble.until > clock.now() && (trouble.kind === 'limit' || !isByHand)) {
      if (trouble.kind !== 'stopped') lateness.tell(trouble.message);
      return `${trouble.message} Tries again at ${new Date(trouble.until).toISOString()}.`;
    }
    state.work(true);
    try {
      await look(signal, isHurried);
      return (await notice.mustWait()) ?? describe(await bringAll(signal, isHurried));
    } catch (error) {
      signal.throwIfAborted();
      throw await tell(error);
    } finally {
      state.work(false);
    }
  }

  async function look(signal: AbortSignal, isHurried: boolean): Promise<void> {
    if (!isHurried) await lookWhoReads(signal);
  }

  async function bringAll(signal: AbortSignal, isHurried: boolean): Promise<Done> {
    await parts.ensureThere(signal);
    await parts.takeInLater(signal);
    const done = { batches: 0, events: 0 };
    for (let batch = await next(signal); batch !== null; batch = await next(signal)) {
      const waitMs = place.budget.waitMs();
      if (waitMs > 0) return { ...done, ...(await wait(waitMs)) };
      await look(signal, isHurried);
      await store.begin(new Date(clock.now()).toISOString());
      const begunAt = performance.now();
      if (await bring(batch, signal)) {
        done.batches += 1;
        done.events += batch.events;
        if (done.batches % TIDY_EVERY === 0) await place.tidy(signal);
      }
      signal.throwIfAborted();
      if (!isHurried) await rest(performance.now() - begunAt, signal);
    }
    await place.tidy(signal);
    state.recovered();
    alarms.fine();
    return done;
  }

  /** Both the chat and the place come before what is still to be brought. */
  async function rest(workedMs: number, signal: AbortSignal): Promise<void> {
    if (backlog() === 0) return;
    await parts.breathe(workedMs);
    if (place.pauseBetweenBatchesMs > 0)
      await setTimeout(place.pauseBetweenBatchesMs, undefined, { signal, ref: false }).catch(() =>
        signal.throwIfAborted(),
      );
  }

  /** Of those that are put together already, or a new one where something waits. */
  async function next(signal: AbortSignal): Promise<Batch | null> {
    const batch = store.next() ?? (await maker.make(maxEvents, signal));
    state.touch();
    return batch;
  }

  /** @returns whether it has arrived; else it has been taken apart, and comes in smaller ones. */
  async function bring(batch: Batch, signal: AbortSignal): Promise<boolean> {
    try {
      const { commit, isVerified } = await writeBatch(batch, signal);
      await state.succeeded(isVerified);
      maxEvents = Math.min(MAX_BATCH_EVENTS, maxEvents * 2);
      log.debug({ batch: batch.number, commit, events: batch.events }, 'a batch was archived');
      return true;
    } catch (error) {
      if (!(error instanceof TargetError) || error.trouble.kind !== 'refused') throw error;
      await takeApart(batch, error);
      return false;
    }
  }

  /** What is refused is found by halving; whatever is refused alone, again and again, is set aside, and all else goes on. */
  async function takeApart(batch: Batch, error: TargetError): Promise<void> {
    if (batch.events === 0 || store.findElsewhere(batch.number) !== null) throw error;
    // Nobody knows yet whether it has arrived; in another shape it would then be there twice.
    if (store.find(batch.number)?.state === 'commit')
      throw new TargetError('unavailable', error.message, error);
    const positions = maker.positionsOf(batch);
    const [only] = positions;
    if (only !== undefined && positions.length === 1 && !isRefusedForGood(only))
      throw new TargetError('unavailable', error.message, error);
    await store.forget(batch.number);
    await maker.undo(batch);
    maxEvents = Math.max(1, Math.floor(batch.events / 2));
    if (only === undefined || positions.length > 1) return;
    const messageId = await maker.setAside(only, error.message);
    alarms.setAside(messageId, error.message);
    log.error({ err: error, message_id: messageId }, 'a message was set aside, as the archive refuses it');
  }

  /** It may have been the place's own trouble. */
  function isRefusedForGood(position: number): boolean {
    refusals =
      refusals.position === position ? { position, times: refusals.times + 1 } : { position, times: 1 };
    return refusals.times >= REFUSALS_FOR_GOOD;
  }

  async function wait(ms: number): Promise<{ isLimited: true }> {
    const message = 'As much has been written within the last hour as GitHub allows.';
    await state.failed({ kind: 'limit', until: clock.now() + ms, message });
    lateness.tell(message);
    return { isLimited: true };
  }

  async function tell(error: unknown): Promise<unknown> {
    if (!(error instanceof TargetError) && !(error instanceof HistoryError)) return error;
    const trouble = toTrouble(error, { before: state.trouble, clock, kind: place.kind });
    await state.failed(trouble);
    log.warn({ err: error, until: new Date(trouble.until) }, 'the archive cannot go on for now');
    if (trouble.kind === 'stopped') alarms.stopped(trouble.message);
    else lateness.tell(trouble.message);
    return error;
  }

  /** Whether as much waits as a commit holds, and nothing keeps it from being made. */
  function isFull(): boolean {
    const isHeldUp = state.isWorking || state.trouble.kind !== 'none';
    return waiting.count >= maxEvents && !isHeldUp && !notice.isToMove();
  }

  /** How many events the place does not hold. */
  function backlog(): number {
    return waiting.count + maker.eventsAfter(store.newestDone());
  }
}

export type Archiver = ReturnType<typeof createArchiver>;

interface Done {
  readonly batches: number;
  readonly events: number;
  /** Whether more waits, for the limits of the place. */
  readonly isLimited?: boolean;
}

function describe({ batches, events, isLimited = false }: Done): string {
  const more = isLimited ? ' More waits until GitHub’s limits allow it.' : '';
  if (batches === 0) return `There was nothing to archive.${more}`;
  return `${countOf(events, 'event')} archived in ${countOf(batches, 'commit')}.${more}`;
}
