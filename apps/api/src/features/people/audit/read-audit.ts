import type { AnswerOf, AuditEntry, readAudit } from '@bookchat/shared';
import type { Database } from '../../../db/open-database.ts';
import type { AuditTable } from '../../../db/schema/people.ts';

const PAST_THE_NEWEST = Number.MAX_SAFE_INTEGER;

interface Wanted {
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Reads pages of the audit log, the newest entry first. */
export function createReadAudit(database: Pick<Database, 'prepareRead'>) {
  const list = database.prepareRead<{ before: number; limit: number }, AuditTable & { id: number }>(
    (db, parameter) =>
      db
        .selectFrom('audit')
        .select(['id', 'at', 'actor', 'actor_id', 'action', 'target', 'details'])
        .where('id', '<', parameter('before'))
        .orderBy('id', 'desc')
        .limit(parameter('limit')),
  );

  return ({ before = PAST_THE_NEWEST, limit }: Wanted): AnswerOf<typeof readAudit> => {
    const rows = list.all({ before, limit: limit + 1 });
    return { entries: rows.slice(0, limit).map(toEntry), has_more: rows.length > limit };
  };
}

function toEntry({ id, at, actor, action, target, details }: AuditTable & { id: number }): AuditEntry {
  return { id, at, actor, action, target, details: JSON.parse(details) as AuditEntry['details'] };
}
