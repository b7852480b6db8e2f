import { sql } from 'kysely';
import type { Database } from '../src/db/open-database.ts';

/** Leaves a database no page beyond those that it has, as a full disk does. */
export async function fillDisk({ kysely }: Database): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(kysely);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 0}`).execute(kysely);
}

export async function makeRoom({ kysely }: Database): Promise<void> {
  await sql`pragma max_page_count = 1000000`.execute(kysely);
}
