import type { Severity } from '@bookchat/shared';
import fp from 'fastify-plugin';

export interface Alarm {
  /** What it is about, for example `disk_space` or `task.database_backup`: the same one again is the same alarm. */
  readonly cause: string;
  readonly severity: Severity;
  readonly title: string;
  /** What is wrong and what to do, in plain words; no secret, and no path that a stranger could use. */
  readonly message: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Something that happened and is over, not something that lasts until it is cleared. */
  readonly isOver?: boolean;
}

export interface AlarmListener {
  raised(alarm: Alarm): void;
  cleared(cause: string): void;
}

/** Where any part of the server says that something is wrong, and that it no longer is. Never throws. */
export interface Alarms {
  raise(alarm: Alarm): void;
  /** Ends the alarm of a cause; where there is none, nothing happens. */
  clear(cause: string): void;
  listen(listener: AlarmListener): void;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly alarms: Alarms;
  }
}

/** Joins those who notice trouble with the one who tells people, so that neither knows the other. */
export const alarmsPlugin = fp(
  async (app) => {
    const listeners: AlarmListener[] = [];
    app.decorate('alarms', {
      raise: (alarm) => tell((listener) => listener.raised(alarm)),
      clear: (cause) => tell((listener) => listener.cleared(cause)),
      listen: (listener) => void listeners.push(listener),
    });

    function tell(say: (listener: AlarmListener) => void): void {
      for (const listener of listeners) {
        try {
          say(listener);
        } catch (error) {
          app.log.error({ err: error }, 'an alarm could not be passed on');
        }
      }
    }
  },
  { name: 'alarms' },
);
