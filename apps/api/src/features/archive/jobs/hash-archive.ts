import BetterSqlite3 from 'better-sqlite3';
import type { JobProgress } from '../../../lib/run-in-worker.ts';
import { toContent } from '../batches/split-segments.ts';
import { type ChangeToArchive, toLine } from '../events/to-line.ts';
import { hashObject } from '../git/hash-object.ts';
import { hashTree } from '../git/hash-tree.ts';
import { FILE_MODE, FOLDER_MODE, type TreeEntry } from '../git/tree-entry.ts';

export interface HashArchiveInput {
  /** The database's file. */
  readonly file: string;
  readonly target: string;
  /** The last batch that the place holds. */
  readonly upTo: number;
}

export interface ArchiveHashes {
  /** Of each folder, by its path without a slash at the end; the root is the empty path. */
  readonly folders: ReadonlyMap<string, string>;
  readonly files: number;
  readonly events: number;
  /** What the database itself shows to be wrong. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly path: string;
  readonly problem: string;
}

interface FileRow {
  readonly id: number;
  readonly path: string;
  readonly kind: string;
  readonly blob_hash: string;
  readonly events: number;
  readonly is_whole: 0 | 1;
  readonly removed_at: string | null;
}

const MAX_DIFFERENCES = 1_000;
const CHECKS_A_REPORT = 50;

/**
 * Makes every segment anew from the database, and computes the hashes that Git gives to the folders of all files. What
 * is open of the database is a query at a time, so that its write-ahead log does not grow meanwhile.
 */
export function hashArchive(
  { file, target, upTo }: HashArchiveInput,
  report: (progress: JobProgress) => void,
): ArchiveHashes {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    const rows = listFiles(database, upTo);
    const differences = [
      ...checkSegments(database, rows, report),
      ...findWrongReceipts(database, target, upTo),
    ];
    return {
      folders: hashFolders(rows),
      files: rows.length,
      events: rows.reduce((sum, { events }) => sum + events, 0),
      differences,
    };
  } finally {
    database.close();
  }
}

/** In the order of their paths, so that those of a folder stand together. */
function listFiles(database: BetterSqlite3.Database, upTo: number): FileRow[] {
  return database
    .prepare<[number], FileRow>(
      'select id, path, kind, blob_hash, events, is_whole, removed_at from archive_files where batch <= ? order by path',
    )
    .all(upTo);
}

function checkSegments(
  database: BetterSqlite3.Database,
  rows: readonly FileRow[],
  report: (progress: JobProgress) => void,
): Difference[] {
  const listEntries = prepareListEntries(database);
  const wasRemoved = prepareWasRemoved(database);
  const differences: Difference[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % CHECKS_A_REPORT === 0) report({ step: 'Making the archive anew', part: index / rows.length });
    if (!isHere(row) || differences.length >= MAX_DIFFERENCES) continue;
    const problem = judge(row, listEntries.all(row.id).map(toLine));
    if (problem !== null && !wasRemoved(row.id)) differences.push({ path: row.path, problem });
  }
  return differences;
}

/** What has left the database by retention is compared with its place by its hash alone. */
function isHere({ kind, is_whole, removed_at }: FileRow): boolean {
  return kind === 'segment' && is_whole === 1 && removed_at === null;
}

/** It may have left after the files were listed: it goes in one step with the note of that. */
function prepareWasRemoved(database: BetterSqlite3.Database): (id: number) => boolean {
  const find = database.prepare('select 1 from archive_files where id = ? and removed_at is not null');
  return (id) => find.get(id) !== undefined;
}

function judge({ blob_hash, events }: FileRow, lines: readonly (string | null)[]): string | null {
  if (lines.length !== events) return `The database has ${lines.length} of its ${events} events.`;
  if (lines.includes(null)) return 'The database lacks a message that it holds.';
  const hash = hashObject('blob', toContent(lines as string[]));
  return hash === blob_hash ? null : 'The database holds something else than was archived.';
}

function prepareListEntries(database: BetterSqlite3.Database) {
  return database.prepare<[number], ChangeToArchive>(
    `select change.position, change.type, change.message_id, message.room, message.author, message.content,
       message.created_at, message.edited_at, kept.line
     from archive_entries entry
     join changes change on change.position = entry.position
     left join messages message on message.id = change.message_id
     left join kept_events kept on kept.position = change.position
     where entry.file = ? order by entry.position`,
  );
}

/** Each message shows the commit that brought it, in this place or in one before. */
function findWrongReceipts(database: BetterSqlite3.Database, target: string, upTo: number): Difference[] {
  const ids = database
    .prepare<[string, number], string>(
      `select message.id
       from archive_commits made
       join archive_files file on file.batch = made.batch and file.kind = 'segment'
       join archive_entries entry on entry.file = file.id
       join changes change on change.position = entry.position and change.type = 'message.created'
       join messages message on message.id = change.message_id
       where made.target = ? and made.batch <= ? and made.state = 'done'
         and message.git_commit_hash is not made.commit_hash
       limit ${MAX_DIFFERENCES}`,
    )
    .pluck()
    .all(target, upTo);
  return ids.map((id) => ({
    path: `message ${id}`,
    problem: 'It shows another commit than the one that holds it.',
  }));
}

/** @param rows in the order of their paths. */
function hashFolders(rows: readonly FileRow[]): Map<string, string> {
  const folders = new Map<string, TreeEntry[]>([['', []]]);
  for (const { path, blob_hash: hash } of rows) {
    const slash = path.lastIndexOf('/');
    const entry = { name: path.slice(slash + 1), mode: FILE_MODE, hash };
    entriesOf(folders, path.slice(0, Math.max(0, slash))).push(entry);
  }
  const hashes = new Map<string, string>();
  // The deepest come first, as the hash of a folder is in the one above.
  const paths = [...folders.keys()].sort((one, other) => depth(other) - depth(one));
  for (const path of paths) {
    const hash = hashTree(folders.get(path) ?? []);
    hashes.set(path, hash);
    if (path === '') continue;
    const slash = path.lastIndexOf('/');
    const entry = { name: path.slice(slash + 1), mode: FOLDER_MODE, hash };
    entriesOf(folders, path.slice(0, Math.max(0, slash))).push(entry);
  }
  return hashes;
}

/** Those of a folder, which is made together with all above it where it is new. */
function entriesOf(folders: Map<string, TreeEntry[]>, path: string): TreeEntry[] {
  const known = folders.get(path);
  if (known !== undefined) return known;
  const entries: TreeEntry[] = [];
  folders.set(path, entries);
  const slash = path.lastIndexOf('/');
  entriesOf(folders, path.slice(0, Math.max(0, slash)));
  return entries;
}

function depth(path: string): number {
  return path === '' ? 0 : path.split('/').length;
}
