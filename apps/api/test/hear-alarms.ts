import type { Alarm } from '../src/plugins/alarms.ts';
import type { TestServer } from './start-test-server.ts';

export interface HeardAlarms {
  /** Those that last, by cause. */
  readonly open: ReadonlyMap<string, Alarm>;
  /** How often one of the cause was raised. */
  count(cause: string): number;
}

/** Listens to what a server says is wrong, from now on. */
export function hearAlarms({ app }: Pick<TestServer, 'app'>): HeardAlarms {
  const open = new Map<string, Alarm>();
  const counts = new Map<string, number>();
  app.alarms.listen({
    raised(alarm) {
      open.set(alarm.cause, alarm);
      counts.set(alarm.cause, (counts.get(alarm.cause) ?? 0) + 1);
    },
    cleared: (cause) => void open.delete(cause),
  });
  return { open, count: (cause) => counts.get(cause) ?? 0 };
}
