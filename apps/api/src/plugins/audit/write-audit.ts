import type { Database } from '../../db/open-database.ts';
import type { AuditTable } from '../../db/schema/people.ts';

export interface AuditEntry {
  /** A name, `admin token`, `command line` or `server`. */
  readonly actor: string;
  readonly actorId?: string | null;
  /** For example `person.suspended`. */
  readonly action: string;
  /** Whom or what it was done to. */
  readonly target?: string | null;
  /** Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What it gives back adds an entry, only within a transaction. */
export function createWriteAudit(database: Pick<Database, 'prepareWrite'>, now: () => number) {
  const insert = database.prepareWrite<Omit<AuditTable, 'id'>, unknown>((db, parameter) =>
    db.insertInto('audit').values({
      at: parameter('at'),
      actor: parameter('actor'),
      actor_id: parameter('actor_id'),
      action: parameter('action'),
      target: parameter('target'),
      details: parameter('details'),
    }),
  );
  return ({ actor, actorId = null, action, target = null, details = {} }: AuditEntry): void => {
    insert.run({
      at: new Date(now()).toISOString(),
      actor,
      actor_id: actorId,
      action,
      target,
      details: JSON.stringify(details),
    });
  };
}
