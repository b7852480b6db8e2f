import type { FastifyInstance } from 'fastify';
import { type RawBuilder, sql } from 'kysely';
import type { AuditTable } from '../../db/schema/people.ts';

type Row = Pick<AuditTable, 'at' | 'actor' | 'action' | 'target' | 'details'>;

export type Deed = Omit<Row, 'details'> & { readonly details: unknown };

/**
 * What the audit log says of a person: what they and their programs did, and what was done to their account, which it
 * knows by its name. Of another person who did it only that it was one.
 */
export function createMyDeeds({
  database,
  apiKeys,
}: Pick<FastifyInstance, 'database' | 'apiKeys'>): (personId: string) => Deed[] {
  const query = database.prepareRead<{ person_id: string; programs: string }, Row>((db, parameter) => {
    const me = parameter('person_id');
    const programs = sql`select value from json_each(${parameter('programs')})`;
    const names = sql`select name from people where id = ${me} union select name from claimed_names where person_id = ${me}`;
    const isMine = sql<boolean>`(actor_id = ${me} or actor_id in (${programs}))`;
    return db
      .selectFrom('audit')
      .select(['at', 'action', 'target', 'details'])
      .select(sql<string>`iif(actor_id is null or ${isMine}, actor, 'another person')`.as('actor'))
      .where((is) => is.or([isMine, isAbout(names), sql<boolean>`details ->> 'person' = ${me}`]))
      .orderBy('id');
  });
  return (person_id) =>
    query
      .all({ person_id, programs: JSON.stringify(listKeys(person_id)) })
      .map(({ details, ...row }) => ({ ...row, details: JSON.parse(details) }));

  function listKeys(person: string): string[] {
    const own = apiKeys.list().filter(({ owner_id }) => owner_id === person);
    return own.map(({ id }) => id);
  }
}

/** Nobody else has had the name of an account. */
function isAbout(names: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(target in (${names})
    and (action glob 'person.*' or action in ('name.assigned', 'recovery_link.mailed')))`;
}
