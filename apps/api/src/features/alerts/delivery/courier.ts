import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import type { AlertBook } from '../alert-book.ts';
import type { AlertRecord } from '../alert-record.ts';
import { findNotice, type Notice } from './find-notice.ts';
import { createHourlyLimit } from './hourly-limit.ts';
import { createLedger } from './ledger.ts';
import { toLetter, toTestLetter } from './letter.ts';
import type { Sender } from './sender.ts';
import { byUrgency, isUrgent } from './urgency.ts';

export interface Courier {
  readonly channel: Sender['channel'];
  /** Looks for what is to be told; soon, and once for many calls. */
  wake(): void;
  /** Whether it has something to tell of this alert, now or later. */
  awaits(record: AlertRecord): boolean;
  /** Sends a letter that says nothing; null when it arrived, else why not. */
  test(): Promise<string | null>;
  /** What the channel suffers from, or null. */
  readonly trouble: string | null;
  /** Lets a letter that is on its way arrive, for so long; the rest is for the next start. */
  stop(graceMs: number): Promise<void>;
}

export interface CourierParts {
  readonly sender: Sender;
  readonly book: AlertBook;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly maxPerHour: number;
  readonly clean: (text: string) => string;
  readonly log: FastifyBaseLogger;
  /** Hears what the channel suffers from whenever something is given up, and null whenever something arrives. */
  readonly onTrouble: (trouble: string | null) => void;
}

const LONGEST_TIMER_MS = 60 * 60_000;

/** Tells one channel what it does not know yet of the alerts in the book: letter after letter, and again what failed. */
export function createCourier(parts: CourierParts): Courier {
  const { sender, book, clock, maxPerHour } = parts;
  const limit = createHourlyLimit(maxPerHour, clock);
  const ledger = createLedger(parts, limit);
  const aborting = new AbortController();
  let cancelTimer = () => {};
  let delivering: Promise<void> | null = null;
  let stopped = false;

  return {
    channel: sender.channel,
    wake: () => wakeAfter(0),
    awaits: (record) => lookAt(record).when !== 'never',
    test,
    get trouble() {
      return ledger.trouble;
    },
    async stop(graceMs) {
      stopped = true;
      cancelTimer();
      const cancelAbort = clock.setTimer(() => aborting.abort(), graceMs);
      await delivering;
      cancelAbort();
    },
  };

  function wakeAfter(ms: number): void {
    cancelTimer();
    if (!stopped) cancelTimer = clock.setTimer(deliver, Math.min(ms, LONGEST_TIMER_MS));
  }

  function deliver(): void {
    delivering ??= deliverAll().finally(() => {
      delivering = null;
    });
  }

  async function deliverAll(): Promise<void> {
    while (!stopped) {
      const { due, nextMs } = survey();
      const waitMs = due.length === 0 ? nextMs : untilAllowed(due);
      if (waitMs > 0) return wakeAfter(waitMs);
      await attempt(choose(due));
    }
  }

  function survey(): { due: Notice[]; nextMs: number } {
    const outlooks = book.all().map(lookAt);
    const due = outlooks.flatMap((outlook) => (outlook.when === 'now' ? [outlook.notice] : []));
    const later = outlooks.flatMap((outlook) => (outlook.when === 'later' ? [outlook.ms] : []));
    return { due: due.toSorted(byUrgency), nextMs: Math.min(LONGEST_TIMER_MS, ...later) };
  }

  function lookAt(record: AlertRecord) {
    return findNotice(record, sender, { now: clock.now(), elapsed: clock.elapsed() });
  }

  function untilAllowed(due: readonly Notice[]): number {
    return Math.max(ledger.retryMs(), limit.waitMs(isUrgent(due)));
  }

  /** What has had to wait comes together. */
  function choose(due: readonly Notice[]): readonly Notice[] {
    return ledger.isFailing || due.length > limit.free(isUrgent(due)) ? due : due.slice(0, 1);
  }

  async function attempt(notices: readonly Notice[]): Promise<void> {
    try {
      const flaw = await sender.send(toLetter(notices, clock.now()), aborting.signal);
      ledger.arrived(notices, flaw);
    } catch (error) {
      if (!aborting.signal.aborted) ledger.failed(notices, error);
    }
  }

  async function test(): Promise<string | null> {
    if (limit.free(true) === 0)
      return `The ${maxPerHour} messages that may go out in an hour have gone out. Try again later.`;
    try {
      ledger.arrived([], await sender.send(toTestLetter(clock.now()), aborting.signal));
      wakeAfter(0);
      return ledger.trouble;
    } catch (error) {
      return ledger.toReason(error);
    }
  }
}
