import type { MessageCreated } from '../../src/features/archive/events/archive-event.ts';
import {
  MANIFEST_PATH,
  segmentFolder,
  segmentPath,
} from '../../src/features/archive/events/archive-paths.ts';
import { write } from '../../src/features/archive/events/to-line.ts';
import { COMMITTER } from '../../src/features/archive/git/commit-parts.ts';
import { initRepository } from '../../src/features/archive/git-program/init-repository.ts';
import { runGit } from '../../src/features/archive/git-program/run-git.ts';
import { commitMessage } from '../../src/features/archive/pages/commit-message.ts';
import { renderManifest } from '../../src/features/archive/pages/render-manifest.ts';

interface Size {
  readonly commits: number;
  readonly eventsPerCommit: number;
  /** One commit after the other. */
  readonly rooms?: readonly string[];
}

const BEGIN_MS = Date.parse('2026-01-01T00:00:00.000Z');
const PAUSE_MS = 30_000;
const ROOMS = ['general', 'harbour', 'kitchen'] as const;
const AUTHORS = ['alice', 'bob', 'carol', 'Zoë'] as const;
const WORDS =
  'the tide is out at six and the boats lie on the sand until it comes again, so ask Bob for a lift 🌊'.split(
    ' ',
  );

/** Makes an archive of any size, as BookChat writes it: the manifest, and then one segment a commit. */
export async function makeArchive(dir: string, size: Size): Promise<void> {
  const { signal } = new AbortController();
  await initRepository(dir, signal);
  await runGit(['fast-import', '--quiet', '--done'], { dir, signal, input: toStream(size) });
}

/** https://git-scm.com/docs/git-fast-import#_input_format */
function* toStream({ commits, eventsPerCommit, rooms = ROOMS }: Size): Iterable<string> {
  const manifest = renderManifest({ archiveId: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f' });
  yield toCommit({ number: 0, events: 0, path: MANIFEST_PATH, content: manifest });
  for (let number = 1; number <= commits; number += 1) {
    const events = Array.from({ length: eventsPerCommit }, (_, index) =>
      makeEvent(number, index, { eventsPerCommit, rooms }),
    );
    const [first] = events as [MessageCreated];
    const path = segmentPath(segmentFolder(first.room, first.created_at.slice(0, 10)), first.id);
    const content = events.map((event) => `${write(event)}\n`).join('');
    yield toCommit({ number, events: eventsPerCommit, path, content });
  }
  yield 'done\n';
}

interface Commit {
  readonly number: number;
  readonly events: number;
  readonly path: string;
  readonly content: string;
}

function toCommit({ number, events, path, content }: Commit): string {
  const seconds = (BEGIN_MS + number * PAUSE_MS) / 1_000;
  const message = commitMessage({ number, events, pages: 0 });
  return [
    'commit refs/heads/main',
    `committer ${COMMITTER.name} <${COMMITTER.email}> ${seconds} +0000`,
    `data ${Buffer.byteLength(message)}`,
    message,
    `M 100644 inline ${path}`,
    `data ${Buffer.byteLength(content)}`,
    content,
    '',
  ].join('\n');
}

/** The same one each time; about 250 bytes. */
function makeEvent(
  number: number,
  index: number,
  { eventsPerCommit, rooms }: Required<Omit<Size, 'commits'>>,
): MessageCreated {
  const position = (number - 1) * eventsPerCommit + index + 1;
  const createdAt = BEGIN_MS + (number - 1) * PAUSE_MS + Math.floor((index * PAUSE_MS) / eventsPerCommit);
  const time = createdAt.toString(16).padStart(12, '0');
  const from = position % WORDS.length;
  return {
    schema: 1,
    type: 'message.created',
    position,
    id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${position.toString(16).padStart(12, '0')}`,
    room: rooms[number % rooms.length] as string,
    author: AUTHORS[position % AUTHORS.length] as string,
    content: [...WORDS.slice(from), ...WORDS.slice(0, from)].join(' '),
    created_at: new Date(createdAt).toISOString(),
  };
}
