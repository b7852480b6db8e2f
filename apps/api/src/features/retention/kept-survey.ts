import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import type { Surveyed } from './survey.ts';

/** Somebody who watches a run asks each second. */
const GOOD_FOR_MS = 10_000;

/** Looks at all messages no more often than somebody can read it, as long as nothing happens. */
export function keepSurvey(
  { changeLog }: Pick<FastifyInstance, 'changeLog'>,
  clock: Clock,
  look: () => Promise<Surveyed>,
): () => Promise<Surveyed> {
  let kept: { readonly at: number; readonly newest: unknown; readonly survey: Promise<Surveyed> } | null =
    null;

  return () => {
    const isGood =
      kept !== null && kept.newest === changeLog.newest && Math.abs(clock.now() - kept.at) < GOOD_FOR_MS;
    if (kept === null || !isGood) kept = { at: clock.now(), newest: changeLog.newest, survey: look() };
    const { survey } = kept;
    survey.catch(() => {
      kept = null;
    });
    return survey;
  };
}
