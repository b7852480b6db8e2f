import { join } from 'node:path';
import {
  type NewFile,
  splitSegments,
} from '../../../apps/api/src/features/archive/batches/split-segments.ts';
import { MANIFEST_PATH, README_PATH } from '../../../apps/api/src/features/archive/events/archive-paths.ts';
import { toLine } from '../../../apps/api/src/features/archive/events/to-line.ts';
import { COMMITTER } from '../../../apps/api/src/features/archive/git/commit-parts.ts';
import { initRepository } from '../../../apps/api/src/features/archive/git-program/init-repository.ts';
import { runGit } from '../../../apps/api/src/features/archive/git-program/run-git.ts';
import { commitMessage } from '../../../apps/api/src/features/archive/pages/commit-message.ts';
import { renderDayPages } from '../../../apps/api/src/features/archive/pages/render-day-pages.ts';
import { renderManifest } from '../../../apps/api/src/features/archive/pages/render-manifest.ts';
import { renderReadme } from '../../../apps/api/src/features/archive/pages/render-readme.ts';
import type { PageMessage } from '../../../apps/api/src/features/archive/pages/to-items.ts';
import { seedMessage } from '../peers/seed-message.ts';
import type { Setting } from '../settings.ts';

export const EVENTS_A_COMMIT = 1_000;

const ARCHIVE_ID = '5d6f1c4e-6f0b-4c58-9a3b-3a0f6d2f5b1e';
const ROOM = 'general';
const NOTHING_SHELVED = { has: () => false, countIn: () => 0 };

interface File {
  readonly path: string;
  readonly content: Buffer;
}

interface Commit {
  readonly number: number;
  readonly at: string;
  readonly events: number;
  readonly pages: number;
  readonly files: readonly File[];
}

/** The folder of one with so many commits: once made, it serves every measure of a run, which only read it. */
const made = new Map<number, Promise<string>>();

export function seedArchive(setting: Setting, commits: number): Promise<string> {
  const known = made.get(commits) ?? makeArchive(setting, commits);
  made.set(commits, known);
  return known;
}

/** Makes an archive as BookChat does, of the history that is posted elsewhere; all of it by one git. */
async function makeArchive({ newFolder }: Setting, commits: number): Promise<string> {
  const folder = join(newFolder(), 'archive.git');
  const { signal } = new AbortController();
  await initRepository(folder, signal);
  await runGit(['fast-import', '--quiet', '--done'], { dir: folder, signal, input: toStream(commits) });
  return folder;
}

function* toStream(commits: number): Iterable<Buffer | string> {
  for (const commit of makeCommits(commits)) yield* toCommit(commit);
  yield 'done\n';
}

/** First the manifest alone, then a thousand messages each, with the pages of the days that are over by then. */
function* makeCommits(commits: number): Iterable<Commit> {
  const ids = { archiveId: ARCHIVE_ID };
  const manifest = { path: MANIFEST_PATH, content: Buffer.from(renderManifest(ids)) };
  const readme = { path: README_PATH, content: Buffer.from(renderReadme(ids)) };
  const { created_at } = seedMessage(0);
  yield { number: 0, at: created_at, events: 0, pages: 0, files: [manifest] };
  const book = openBook();
  for (let number = 1; number <= commits; number++) {
    const segments = makeSegments((number - 1) * EVENTS_A_COMMIT);
    const days = segments.map((segment) => book.take(segment));
    yield {
      number,
      at: seedMessage(number * EVENTS_A_COMMIT).created_at,
      events: EVENTS_A_COMMIT,
      pages: days.filter((pages) => pages.length > 0).length,
      files: [...(number === 1 ? [readme] : []), ...segments, ...days.flat()],
    };
  }
}

function makeSegments(first: number): NewFile[] {
  const events = Array.from({ length: EVENTS_A_COMMIT }, (_, index) => {
    const { id, ...message } = seedMessage(first + index);
    const position = first + index + 1;
    const line = toLine({ position, type: 'message.created', message_id: id, line: null, ...message }) ?? '';
    return { position, messageId: id, room: ROOM, day: message.created_at.slice(0, 10), line };
  });
  return splitSegments(events, NOTHING_SHELVED);
}

/** Gives the pages of a day when the first segment of another one comes. */
function openBook() {
  let day = '';
  let previousDay: string | null = null;
  let messages: PageMessage[] = [];

  return {
    take(segment: NewFile): File[] {
      const pages = segment.day === day ? [] : renderDayPages({ room: ROOM, day, messages, previousDay });
      if (segment.day !== day) {
        previousDay = day === '' ? null : day;
        day = segment.day ?? '';
        messages = [];
      }
      for (const position of segment.positions)
        messages.push({ ...seedMessage(position - 1), segmentPath: segment.path });
      return pages;
    },
  };
}

/** https://git-scm.com/docs/git-fast-import#_input_format */
function* toCommit({ number, at, events, pages, files }: Commit): Iterable<Buffer | string> {
  const message = commitMessage({ number, events, pages });
  yield 'commit refs/heads/main\n';
  yield `committer ${COMMITTER.name} <${COMMITTER.email}> ${Math.floor(Date.parse(at) / 1_000)} +0000\n`;
  yield `data ${Buffer.byteLength(message)}\n${message}\n`;
  for (const { path, content } of files) {
    yield `M 100644 inline ${path}\ndata ${content.length}\n`;
    yield content;
    yield '\n';
  }
}
