import type BetterSqlite3 from 'better-sqlite3';
import { migrations } from '../migrations/index.ts';
import { UnusableError } from './unusable-error.ts';

/**
 * @returns the last migration that the database has seen.
 * @throws UnusableError where another program, or a newer BookChat, has written it.
 */
export function ensureOurSchema(connection: BetterSqlite3.Database): string {
  const applied = listApplied(connection);
  ensureKnown(applied);
  const last = applied.at(-1);
  if (last === undefined) throw foreign();
  const skipped = Object.keys(migrations)
    .slice(0, applied.length)
    .filter((name) => !applied.includes(name));
  if (skipped.length > 0) throw new UnusableError(`it lacks a part of its schema: ${skipped.join(', ')}`);
  return last;
}

/** @throws UnusableError where a newer BookChat has `applied` what this one does not know. */
export function ensureKnown(applied: readonly string[]): void {
  const unknown = applied.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0)
    throw new UnusableError(
      `a newer BookChat made it, with ${unknown.join(', ')}, which this version does not know`,
    );
}

function listApplied(connection: BetterSqlite3.Database): string[] {
  const known = connection.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (known === undefined) throw foreign();
  return connection.prepare<[], string>('select name from kysely_migration order by name').pluck().all();
}

function foreign(): UnusableError {
  return new UnusableError('another program made it: it holds no database of BookChat');
}
