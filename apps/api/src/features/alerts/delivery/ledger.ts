import { toPlainLine } from '../../../lib/to-plain-line.ts';
import { type AlertRecord, type Delivery, NOT_TOLD } from '../alert-record.ts';
import type { CourierParts } from './courier.ts';
import { DeliveryError } from './delivery-error.ts';
import type { Notice } from './find-notice.ts';
import type { HourlyLimit } from './hourly-limit.ts';
import { MAX_TRIES, retryDelay } from './retry-delay.ts';

/** Keeps what became of letters, and when the next may go out after one that failed. */
export interface Ledger {
  /** What is wrong with the channel since something was given up, or null. */
  readonly trouble: string | null;
  readonly isFailing: boolean;
  /** Until the channel may be tried again. */
  retryMs(): number;
  /** @param flaw what is wrong with the channel all the same. */
  arrived(notices: readonly Notice[], flaw: string | null): void;
  failed(notices: readonly Notice[], error: unknown): void;
  toReason(error: unknown): string;
}

const MAX_REASON = 300;
const MAX_TITLES = 5;

export function createLedger(parts: CourierParts, limit: HourlyLimit): Ledger {
  const { sender, book, clock, random, clean, log, onTrouble } = parts;
  const { channel } = sender;
  let failures = 0;
  let retryAt = Number.NEGATIVE_INFINITY;
  let trouble: string | null = null;

  return {
    get trouble() {
      return trouble;
    },
    get isFailing() {
      return failures > 0;
    },
    retryMs: () => retryAt - clock.elapsed(),
    arrived(notices, flaw) {
      limit.count();
      for (const notice of notices) settle(notice, notice.alert.severity);
      log.info({ channel, ...summary(notices) }, 'alerts went out');
      if (failures > 0 || trouble !== null) retryLost();
      failures = 0;
      retryAt = Number.NEGATIVE_INFINITY;
      setTrouble(flaw === null ? null : tidy(flaw));
    },
    failed(notices, error) {
      const reason = toReason(error);
      const isFinal = error instanceof DeliveryError && error.isFinal;
      if (isFinal) limit.count();
      else retryAfterFailure();
      log.warn({ channel, reason, ...summary(notices) }, 'alerts did not get through');
      const lost = notices.filter(({ record }) => isFinal || deliveryTo(record).tries + 1 >= MAX_TRIES);
      for (const notice of notices) if (!lost.includes(notice)) countTry(notice);
      if (lost.length > 0) giveUp(lost, reason);
    },
    toReason,
  };

  /** What was given up and is still open is told after all, now that the channel works again. */
  function retryLost(): void {
    for (const record of book.all()) {
      const { told, settled } = deliveryTo(record);
      if (record.resolved_at === null && settled !== told) change(record, { settled: told });
    }
  }

  function retryAfterFailure(): void {
    failures += 1;
    retryAt = clock.elapsed() + retryDelay(failures, random());
  }

  function giveUp(notices: readonly Notice[], reason: string): void {
    for (const notice of notices) settle(notice, deliveryTo(notice.record).told);
    log.error({ channel, reason, ...summary(notices) }, 'alerts were given up: they do not get through');
    setTrouble(reason);
  }

  function settle({ record, alert }: Notice, told: Delivery['told']): void {
    const at = new Date(clock.now()).toISOString();
    change(record, { told, settled: alert.severity, at, ended: alert.resolved_at !== null, tries: 0 });
  }

  function countTry({ record }: Notice): void {
    change(record, { tries: deliveryTo(record).tries + 1 });
  }

  function change(record: AlertRecord, changes: Partial<Delivery>): void {
    book.settle(record, channel, { ...deliveryTo(record), ...changes });
  }

  function deliveryTo(record: AlertRecord): Delivery {
    return record.deliveries[channel] ?? NOT_TOLD;
  }

  function setTrouble(next: string | null): void {
    trouble = next;
    onTrouble(next);
  }

  function toReason(error: unknown): string {
    return tidy(error instanceof Error ? error.message : 'an unknown error');
  }

  function tidy(text: string): string {
    return toPlainLine(clean(text), MAX_REASON);
  }
}

function summary(notices: readonly Notice[]) {
  return { count: notices.length, alerts: notices.slice(0, MAX_TITLES).map(({ alert }) => alert.title) };
}
