import type { Clock } from '../../lib/clock.ts';
import type { AcceptedAlarm } from './accept-alarm.ts';
import { createAlertIds } from './alert-ids.ts';
import type { AlertRecord } from './alert-record.ts';

export function createRecordMaker(clock: Clock) {
  const nextId = createAlertIds();

  return {
    create({ isOver: _, ...alarm }: AcceptedAlarm): AlertRecord {
      const { id, timestamp } = nextId(clock.now());
      return {
        id,
        timestamp,
        ...alarm,
        count: 1,
        last_seen_at: timestamp,
        acknowledged_at: null,
        resolved_at: null,
        deliveries: {},
        unsaved: true,
        quietUntil: Number.NEGATIVE_INFINITY,
      };
    },
    /** Now, but never before the alert itself, also where the clock was set back. */
    timeOf({ timestamp }: AlertRecord): string {
      const time = new Date(clock.now()).toISOString();
      return time > timestamp ? time : timestamp;
    },
  };
}
