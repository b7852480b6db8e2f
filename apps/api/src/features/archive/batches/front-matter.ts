import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/open-database.ts';
import { MANIFEST_PATH, README_PATH } from '../events/archive-paths.ts';
import { hashObject } from '../git/hash-object.ts';
import { renderManifest } from '../pages/render-manifest.ts';
import { renderReadme } from '../pages/render-readme.ts';
import { prepareServerState } from '../queries.ts';
import type { NewFile } from './split-segments.ts';

/** The files that say which archive it is, and how to read it. */
export function createFrontMatter(database: Database) {
  const state = prepareServerState(database);

  return { archiveId, makeManifest, makeReadme };

  /** Null before the first batch. */
  function archiveId(): string | null {
    return state.find.get({ key: 'archive_id' })?.value ?? null;
  }

  /** Names the archive, where it has no name yet. */
  async function makeManifest(): Promise<NewFile> {
    if (archiveId() === null)
      await database.transact(() => state.save.run({ key: 'archive_id', value: randomUUID() }));
    return toFile('manifest', MANIFEST_PATH, renderManifest({ archiveId: getArchiveId() }));
  }

  function makeReadme(): NewFile {
    return toFile('readme', README_PATH, renderReadme({ archiveId: getArchiveId() }));
  }

  function getArchiveId(): string {
    const id = archiveId();
    if (id === null) throw new Error('The archive has no id yet');
    return id;
  }
}

function toFile(kind: 'manifest' | 'readme', path: string, text: string): NewFile {
  const content = Buffer.from(text);
  const blobHash = hashObject('blob', content);
  return { path, kind, room: null, day: null, content, blobHash, positions: [] };
}
