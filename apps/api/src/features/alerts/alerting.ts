import type { FastifyBaseLogger } from 'fastify';
import type { Config, Secrets } from '../../config.ts';
import type { Database } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Alarms } from '../../plugins/alarms.ts';
import { type AlertBook, createAlertBook } from './alert-book.ts';
import type { AlertRecord } from './alert-record.ts';
import { type AlertStore, createAlertStore } from './alert-store.ts';
import { type Courier, createCouriers } from './delivery/index.ts';
import { logAlert } from './log-alert.ts';
import { createReadStored } from './read-stored.ts';
import { tellTrouble } from './trouble-alarm.ts';

export interface AlertingParts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly alarms: Alarms;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Takes known secrets out of a text. */
  readonly clean: (text: string) => string;
}

/** The book of alerts, with those who follow it: the log, the database, and a courier for each channel. */
export interface Alerting {
  readonly book: AlertBook;
  readonly store: AlertStore;
  readonly couriers: readonly Courier[];
  /** Listens from now on. */
  begin(): void;
  /** Couriers come to an end; what they leave is for the next start. */
  stop(): Promise<void>;
}

/** How long a letter that is on its way may take when the server stops. */
const STOP_GRACE_MS = 2_000;

export function createAlerting(parts: AlertingParts): Alerting {
  const { config, secrets, database, alarms, log, clock } = parts;
  const book = createAlertBook({
    clock,
    clean: parts.clean,
    onEvent(event, record) {
      logAlert(log, event, record);
      store.note(event);
      if (event !== 'counted' && event !== 'told') for (const courier of couriers) courier.wake();
    },
  });
  const couriers = createCouriers(config, secrets, {
    ...parts,
    book,
    onTrouble: (channel, trouble) => tellTrouble(alarms, channel, trouble),
  });
  const isAwaited = (record: AlertRecord) => couriers.some((courier) => courier.awaits(record));
  const store = createAlertStore({
    database,
    book,
    clock,
    log,
    keepDays: config.retention.alertDays,
    isAwaited,
  });
  const readStored = createReadStored(database);

  return {
    book,
    store,
    couriers,
    begin() {
      book.adopt(readStored());
      alarms.listen({ raised: book.raise, cleared: book.clear });
      database.onReplaced(() => {
        book.adopt(readStored());
        store.saveAnew();
      });
      for (const courier of couriers) courier.wake();
    },
    async stop() {
      await Promise.all(couriers.map((courier) => courier.stop(STOP_GRACE_MS)));
    },
  };
}
