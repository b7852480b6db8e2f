import type { Alert } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { AlertBook } from './alert-book.ts';
import { toAlert } from './alert-record.ts';
import { fromRow } from './alert-row.ts';
import { prepareFindAlert } from './queries.ts';

export function createFindAlert(database: Database, book: AlertBook) {
  const findStored = prepareFindAlert(database);

  return {
    /** @throws ProblemError `alert_not_found` */
    get(id: string): Alert {
      const record = book.find(id);
      if (record !== undefined) return toAlert(record);
      const row = findStored.get({ id });
      if (row !== undefined) return toAlert(fromRow(row));
      throw new ProblemError(
        'alert_not_found',
        `There is no alert ${id}. Resolved ones are kept for 90 days; the list shows those that there are.`,
      );
    },
  };
}
