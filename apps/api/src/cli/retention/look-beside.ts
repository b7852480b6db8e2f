import type { RetentionRun } from '@bookchat/shared';
import type { Config } from '../../config.ts';
import { type DatabaseBeside, openBeside } from '../../db/open-beside.ts';
import { targetNameOf } from '../../features/archive/index.ts';
import { listYearly, prepareLastRun, survey } from '../../features/retention/index.ts';
import { StartError } from '../../start-error.ts';
import type { Found } from '../retention.ts';

/** Says what would leave now, beside a server that may be running. @throws StartError where there is nothing to look at. */
export async function lookBeside(config: Config): Promise<Found> {
  if (config.database === ':memory:')
    throw new StartError(
      'DATABASE_URL says :memory:, and what is in the memory of the server leaves with it.',
    );
  const database = openBeside(config.database); // looks whether this version can read it
  try {
    const target = config.archive.isOn ? targetNameOf(config) : null;
    const { rooms, verifiedAt, hindrance } = await survey({ config, target, now: Date.now() });
    return {
      rooms: [...rooms],
      verified_at: verifiedAt,
      hindrance,
      last_run: readLastRun(database),
      yearly: await listYearly(config.retention.yearlyDir),
    };
  } finally {
    database.close();
  }
}

function readLastRun(database: DatabaseBeside): RetentionRun | null {
  const row = prepareLastRun(database).find.get({});
  return row === undefined ? null : (JSON.parse(row.outcome) as RetentionRun);
}
