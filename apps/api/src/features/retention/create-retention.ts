import type { Retention } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { removesMessages } from './days-of.ts';
import { keepSurvey } from './kept-survey.ts';
import { createLastRun } from './last-run.ts';
import { listYearly } from './list-yearly.ts';
import { createRun } from './removing/run.ts';
import { type Surveyed, survey } from './survey.ts';
import { surveyMemory } from './survey-memory.ts';
import { createSurveyNothing } from './survey-nothing.ts';
import { toKept } from './to-kept.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
}

export type RetentionState = Omit<Retention, 'running_since' | 'next_run_at'>;

/** Keeps what is kept for as long as it is to be, and no longer. */
export function createRetention(app: FastifyInstance, { config, clock }: Parts) {
  const { database, archive, rooms: known } = app;
  const lastRun = createLastRun(database);
  const surveyNothing = createSurveyNothing(database, [...config.retention.rooms.keys()]);
  const lookNowAndThen = keepSurvey(app, clock, look);
  const run = createRun(app, { config, clock, look, lastRun });

  return {
    run,
    read,
    /** How many messages stayed past their time when it was last looked; null before the first time. */
    waiting: () => lastRun.read()?.waiting ?? null,
  };

  /** What would leave now, and all that there is to know of it. Nothing is changed. */
  async function read(): Promise<RetentionState> {
    const { rooms, verifiedAt, hindrance } = await lookNowAndThen();
    return {
      rooms: rooms.filter(({ room }) => !known.isForSome(room)),
      kept: toKept(config),
      verified_at: verifiedAt,
      hindrance,
      free_bytes: database.space.freeBytes,
      can_shrink: database.space.canShrink,
      last_run: lastRun.read(),
      yearly: await listYearly(config.retention.yearlyDir),
    };
  }

  async function look(signal?: AbortSignal): Promise<Surveyed> {
    if (!removesMessages(config.retention))
      return {
        rooms: surveyNothing(),
        verifiedAt: archive.status().verified_at,
        hindrance: null,
        isRestored: false,
      };
    const now = clock.now();
    if (config.database === ':memory:') return surveyMemory(database, config, now);
    const { target } = archive;
    return survey({ config, target, now }, signal === undefined ? {} : { signal });
  }
}
