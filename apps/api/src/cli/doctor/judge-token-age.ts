import { DatabaseError } from '../../db/database-error.ts';
import { secretSince, type WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import { ageOf, DAY_MS, describeAge } from './age-of.ts';
import type { Examination } from './examination.ts';
import { type Finding, notice } from './finding.ts';

type SeenSecret = Pick<WatchedSecretsTable, 'first_seen_at' | 'rotated_at'>;

/** As the server has seen it; a GitHub App makes its tokens by itself. */
export function judgeTokenAge({ database, config, clock }: Examination, advice: string): Finding[] {
  const { keyAgeDays } = config.thresholds;
  const since = config.archive.app === null ? findSince(database) : null;
  const ageMs = since === null ? 0 : ageOf(since, clock);
  if (ageMs < keyAgeDays * DAY_MS) return [];
  return [
    notice(
      `The token has been the same for ${describeAge(ageMs)}.`,
      `It should be changed every ${keyAgeDays} days (KEY_ROTATION_DAYS). ${advice}`,
    ),
  ];
}

function findSince(database: Examination['database']): string | null {
  try {
    const find = database().prepareRead<{ name: string }, SeenSecret>((db, parameter) =>
      db
        .selectFrom('watched_secrets')
        .select(['first_seen_at', 'rotated_at'])
        .where('name', '=', parameter('name')),
    );
    const seen = find.get({ name: 'GITHUB_TOKEN' });
    return seen === undefined ? null : secretSince(seen);
  } catch (error) {
    if (error instanceof DatabaseError) return null; // which another check tells
    throw error;
  }
}
