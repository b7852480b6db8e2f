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
  /** Hears of everything from now on; the first listener also of what was said before there was one. */
  listen(listener: AlarmListener): void;
}

/** A failure of which an alarm of its own has told already. */
export class AlarmedError extends Error {}

declare module 'fastify' {
  interface FastifyInstance {
    readonly alarms: Alarms;
  }
}

type Saying = (listener: AlarmListener) => void;

/** What may wait for a listener while the server starts. */
const MAX_UNHEARD = 100;

/** Joins those who notice trouble with the one who tells people, so that neither knows the other. */
export const alarmsPlugin = fp(
  async (app) => {
    const listeners: AlarmListener[] = [];
    const unheard: Saying[] = [];
    app.decorate('alarms', {
      raise: (alarm) => sayToAll((listener) => listener.raised(alarm)),
      clear: (cause) => sayToAll((listener) => listener.cleared(cause)),
      listen(listener) {
        listeners.push(listener);
        for (const saying of unheard.splice(0)) say(saying, listener);
      },
    });

    function sayToAll(saying: Saying): void {
      if (listeners.length === 0 && unheard.length < MAX_UNHEARD) unheard.push(saying);
      for (const listener of listeners) say(saying, listener);
    }

    function say(saying: Saying, listener: AlarmListener): void {
      try {
        saying(listener);
      } catch (error) {
        app.log.error({ err: error }, 'an alarm could not be passed on');
      }
    }
  },
  { name: 'alarms' },
);
