import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rooms')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('in_repository', 'integer', (column) => column.notNull())
    .addColumn('repository_since', 'text')
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text')
    .execute();
  await db.schema
    .createTable('room_people')
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('is_owner', 'integer', (column) => column.notNull())
    .addColumn('joined_at', 'text', (column) => column.notNull())
    .addColumn('let_in_by', 'text')
    .addPrimaryKeyConstraint('room_people_key', ['room', 'person_id'])
    .execute();
  await db.schema
    .createTable('room_reads')
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('room_reads_key', ['person_id', 'room'])
    .execute();
  await db.schema
    .alterTable('messages')
    .addColumn('kept_here', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('messages_kept_here')
    .on('messages')
    .columns(['room', 'position'])
    .where(sql.ref('kept_here'), '=', sql.lit(1))
    .execute();
  await db.schema
    .createIndex('changes_of_rooms')
    .on('changes')
    .columns(['position'])
    .where(sql<boolean>`type in ('room.changed', 'room.left')`)
    .execute();
  // Each room that anybody has written in; there is one more in any case.
  await sql`insert into rooms (name, title, kind, in_repository, position, created_at)
    select name, iif(name = 'general', 'General', name), 'open', 1, row_number() over (order by name <> 'general', name),
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    from (select 'general' as name union select room from messages)`.execute(db);
}
