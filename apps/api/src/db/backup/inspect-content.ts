import BetterSqlite3 from 'better-sqlite3';
import type { BackupFacts } from './backup-facts.ts';
import { ensureOurSchema } from './ensure-our-schema.ts';
import { UnusableError } from './unusable-error.ts';

type Content = Omit<BackupFacts, 'bytes' | 'sha256'>;
type Report = (step: string, part: number) => void;

/**
 * Reads every page, every reference and every count of a database.
 * @throws UnusableError naming the first fault, or where it is another program's, or a newer BookChat's.
 */
export function inspectContent(file: string, report: Report): Content {
  try {
    return inspect(file, report);
  } catch (error) {
    if (isDamage(error)) throw new UnusableError(`it is damaged: ${oneLine(error.message)}`);
    throw error;
  }
}

function inspect(file: string, report: Report): Content {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cell_size_check = ON');
    const schema = ensureOurSchema(connection);
    report('Reading every page', 0);
    ensureSound(connection);
    report('Following every reference', 0.8);
    ensureReferences(connection);
    report('Counting the rows', 0.9);
    return { schema, rows: countRows(connection), ...readNewest(connection) };
  } finally {
    connection.close();
  }
}

function ensureSound(connection: BetterSqlite3.Database): void {
  const found = connection.pragma('integrity_check(1)', { simple: true }) as string;
  if (found !== 'ok') throw new UnusableError(`it is damaged: ${oneLine(found)}`);
}

function ensureReferences(connection: BetterSqlite3.Database): void {
  const [broken] = connection.pragma('foreign_key_check') as { table: string }[];
  if (broken !== undefined)
    throw new UnusableError(`it is damaged: a row of ${broken.table} refers to nothing`);
}

/** Of what BookChat keeps; the list of migrations is checked by itself. */
function countRows(connection: BetterSqlite3.Database): Record<string, number> {
  const tables = connection
    .prepare<[], string>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' " +
        "and name not like 'kysely\\_%' escape '\\' order by name",
    )
    .pluck()
    .all();
  return Object.fromEntries(tables.map((table) => [table, count(connection, table)]));
}

function count(connection: BetterSqlite3.Database, table: string): number {
  return connection
    .prepare<[], number>(`select count(*) from "${table.replaceAll('"', '""')}"`)
    .pluck()
    .get() as number;
}

function readNewest(connection: BetterSqlite3.Database): Pick<Content, 'newestMessageId' | 'position'> {
  const id = connection
    .prepare<[], string>('select id from messages order by position desc limit 1')
    .pluck()
    .get();
  const position = connection.prepare<[], number | null>('select max(position) from changes').pluck().get();
  return { newestMessageId: id ?? null, position: position ?? 0 };
}

function isDamage(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB|ERROR)/.test(error.code);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
