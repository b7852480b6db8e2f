import type { RetentionRun } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import { prepareLastRun } from './queries.ts';

/** What the last run did, over a restart and a restore. */
export function createLastRun(database: Database) {
  const query = prepareLastRun(database);

  return {
    read(): RetentionRun | null {
      const row = query.find.get({});
      return row === undefined ? null : (JSON.parse(row.outcome) as RetentionRun);
    },
    async save(run: RetentionRun): Promise<void> {
      await database.transact(() => query.save.run({ outcome: JSON.stringify(run) }));
    },
  };
}
