import type { Database } from '../../../db/open-database.ts';
import type { ArchiveFilesTable } from '../../../db/schema/archive.ts';
import { toLine } from '../events/to-line.ts';
import { hashObject } from '../git/hash-object.ts';
import { renderManifest } from '../pages/render-manifest.ts';
import { renderReadme } from '../pages/render-readme.ts';
import { prepareFiles, prepareListEntries } from '../queries.ts';
import type { ArchiveFile } from '../targets/target.ts';
import { TargetError } from '../targets/target-error.ts';
import type { BatchMaker } from './batch-maker.ts';
import type { PageMaker } from './page-maker.ts';
import { toContent } from './split-segments.ts';

interface Parts {
  readonly database: Database;
  readonly maker: BatchMaker;
  readonly pages: PageMaker;
  /** A blob from wherever else the archive has been kept; null where nobody has it. */
  readonly findBlob: (hash: string, signal: AbortSignal) => Promise<Buffer | null>;
}

/** Makes the files of a batch again from the database, byte for byte. */
export function createRemakeFiles({ database, maker, pages, findBlob }: Parts) {
  const files = prepareFiles(database);
  const listEntries = prepareListEntries(database);

  /** @param isExact where only what was written before will do, also of pages that another version has made. */
  return async (batch: number, signal: AbortSignal, { isExact = false } = {}): Promise<ArchiveFile[]> => {
    const made: ArchiveFile[] = [];
    let rendered: Map<string, Buffer> | null = null;
    for (const file of files.listOf.all({ batch })) {
      if (file.kind === 'left_out') continue;
      let content = maker.fresh(file.path) ?? remake(file);
      if (content === null && file.kind === 'page' && !isRemovedDay(file)) {
        rendered ??= await renderPages(batch, signal);
        content = rendered.get(file.path) ?? null;
      }
      made.push({ path: file.path, content: await ensureSame(file, { content, isExact }, signal) });
    }
    return made;
  };

  async function renderPages(batch: number, signal: AbortSignal): Promise<Map<string, Buffer>> {
    const days = new Map<string, { room: string; day: string }>();
    for (const file of files.listOf.all({ batch })) {
      const { kind, room, day } = file;
      if (kind !== 'page' || room === null || day === null || isRemovedDay(file)) continue;
      days.set(`${room} ${day}`, { room, day });
    }
    const made = await pages.render([...days.values()], batch, signal);
    return new Map(made.map(({ path, content }) => [path, content]));
  }

  /** Of which a page would lack what has left the database. */
  function isRemovedDay({ room, day }: ArchiveFilesTable): boolean {
    return room !== null && day !== null && files.findRemoved.get({ room, day }) !== undefined;
  }

  function remake({ id, kind }: ArchiveFilesTable): Buffer | null {
    const archiveId = maker.archiveId() ?? '';
    if (kind === 'manifest') return Buffer.from(renderManifest({ archiveId }));
    if (kind === 'readme') return Buffer.from(renderReadme({ archiveId }));
    if (kind !== 'segment') return null;
    const lines = listEntries.all({ file: id }).map(toLine);
    return lines.includes(null) ? null : toContent(lines as string[]);
  }

  /** What is for people to read, another version of BookChat may write otherwise. */
  async function takeUp(id: number, content: Buffer): Promise<Buffer> {
    const blobHash = hashObject('blob', content);
    await database.transact(() => files.rehash.run({ id, blob_hash: blobHash, bytes: content.length }));
    return content;
  }

  /** What was changed since, or came with lines that were refused, only the archive itself still has. */
  async function ensureSame(
    file: ArchiveFilesTable,
    { content, isExact }: { readonly content: Buffer | null; readonly isExact: boolean },
    signal: AbortSignal,
  ): Promise<Buffer> {
    const { id, path, kind, blob_hash } = file;
    if (content !== null && hashObject('blob', content) === blob_hash) return content;
    const kept = await findBlob(blob_hash, signal);
    if (kept !== null && hashObject('blob', kept) === blob_hash) return kept;
    if (content !== null && kind !== 'segment' && !isExact) return takeUp(id, content);
    if (file.removed_at !== null || isRemovedDay(file)) throw hasLeft(path);
    throw new TargetError(
      'denied',
      `The file ${path} of the archive cannot be made again: the database holds something else by now. ` +
        'Restore a backup that was made before that, or keep the archive in the place where it is.',
    );
  }
}

function hasLeft(path: string): TargetError {
  return new TargetError(
    'denied',
    `The messages of ${path} have left the database (retention), and only the place where the archive was before holds ` +
      'them. Bring its history to this machine by `git -C DATA_DIR/archive.git fetch <address of that repository> ' +
      '<branch>:refs/heads/before`, or go back to that place: docs/operations/retention.md.',
  );
}
