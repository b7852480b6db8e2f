import type { Clock } from '../../lib/clock.ts';
import { AlarmedError, type Alarms } from '../../plugins/alarms.ts';
import type { TargetError } from '../archive/index.ts';

const CAUSE = 'github_access';
const PATIENCE_MS = 24 * 60 * 60_000;

/** While GitHub says nothing, nobody is put out; people hear of it where it lasts, or where only they can help. */
export interface Silence {
  heard(): void;
  /** @returns what came of a run that heard nothing. @throws AlarmedError where that is a matter for people. */
  heardNothing(error: TargetError): string;
}

export function createSilence(alarms: Alarms, clock: Clock): Silence {
  let heardAt = clock.elapsed();
  return {
    heard() {
      heardAt = clock.elapsed();
      alarms.clear(CAUSE);
    },
    heardNothing(error) {
      const lasts = clock.elapsed() - heardAt;
      if (error.trouble.kind !== 'denied' && error.trouble.kind !== 'refused' && lasts < PATIENCE_MS)
        return `Nothing was heard, and nobody is put out by that. ${error.message}`;
      alarms.raise({
        cause: CAUSE,
        severity: 'WARNING',
        title: 'GitHub does not say who may come in',
        message:
          `${error.message} Whoever signs in with GitHub stays in until it can be asked again, those as well who were ` +
          'removed there; suspend them by hand where it matters.',
        details: { silent_hours: Math.floor(lasts / 3_600_000) },
      });
      throw new AlarmedError(error.message);
    },
  };
}
