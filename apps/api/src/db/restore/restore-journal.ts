import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { syncFolder } from '../../lib/sync-folder.ts';
import { DatabaseError } from '../database-error.ts';
import type { RestoreFiles } from './restore-files.ts';

const journalSchema = z.object({
  format: z.literal(1),
  /** Where the old files go: a folder beside the database. */
  aside: z.string().check(z.regex(/^replaced_\w+$/)),
  /** Whether there was a database before. */
  hadDatabase: z.boolean(),
  /** Of the incoming file. */
  bytes: z.int(),
});

/** What a start needs to know to finish a restore that a crash has interrupted. */
export type RestoreJournal = z.infer<typeof journalSchema>;

export interface FoundJournal {
  readonly direction: 'forward' | 'back';
  readonly journal: RestoreJournal;
}

/** @throws DatabaseError where there is one that cannot be read. */
export function findJournal({ journal, journalBack }: RestoreFiles): FoundJournal | null {
  if (existsSync(journalBack)) return { direction: 'back', journal: readJournal(journalBack) };
  return existsSync(journal) ? { direction: 'forward', journal: readJournal(journal) } : null;
}

/** Once it is there it is whole, and on the disk. */
export function writeJournal({ journal, folder }: RestoreFiles, content: RestoreJournal): void {
  const partial = `${journal}.partial`;
  writeFileSync(partial, JSON.stringify(content), { mode: 0o600, flush: true });
  renameSync(partial, journal);
  syncFolder(folder);
}

function readJournal(path: string): RestoreJournal {
  const parsed = z.safeParse(journalSchema, parseJson(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new DatabaseError(
    `A restore was interrupted, and ${path}, which says how to finish it, cannot be read. What was there before is in ` +
      'the newest folder replaced_… beside it: move those files back, or restore a backup, and remove the unreadable file.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which fits no schema
  }
}
