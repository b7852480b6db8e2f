import type { MessageCreated } from '../../src/features/archive/events/archive-event.ts';
import {
  MANIFEST_PATH,
  segmentFolder,
  segmentPath,
} from '../../src/features/archive/events/archive-paths.ts';
import { write } from '../../src/features/archive/events/to-line.ts';
import { commitMessage } from '../../src/features/archive/pages/commit-message.ts';
import { renderManifest } from '../../src/features/archive/pages/render-manifest.ts';
import { commit, treeOf } from './git-by-hand.ts';

type Files = Readonly<Record<string, string | Buffer>>;

export const ARCHIVE_ID = '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f';
const DAY = '2026-11-20';

/** Writes an archive commit by commit, as BookChat does, or as somebody does who means harm. */
export function writeHistory(dir: string) {
  let files: Files = {};
  let head: string | null = null;
  let batches = 0;

  return {
    /** What BookChat commits. @returns the commit. */
    ours(news: Files, gone: readonly string[] = []): string {
      const message = commitMessage({ number: batches, events: 1, pages: 0 });
      batches += 1;
      return put(news, gone, message);
    },
    theirs: (news: Files, gone: readonly string[] = []) => put(news, gone, 'Change by someone else'),
    begin(): string {
      return this.ours({ [MANIFEST_PATH]: renderManifest({ archiveId: ARCHIVE_ID }) });
    },
  };

  function put(news: Files, gone: readonly string[], message: string): string {
    const kept = Object.entries(files).filter(([path]) => !gone.includes(path));
    files = { ...Object.fromEntries(kept), ...news };
    head = commit(dir, treeOf(dir, files), { message, parents: head === null ? [] : [head] });
    return head;
  }
}

/** The id of the message that was written as number `position`. */
export function idOf(position: number): string {
  return `01931e2f-7c1a-7000-8000-${position.toString(16).padStart(12, '0')}`;
}

export function created(position: number, more: Partial<MessageCreated> = {}): string {
  return `${write({
    schema: 1,
    type: 'message.created',
    position,
    id: idOf(position),
    room: 'general',
    author: 'alice',
    content: `message ${position}`,
    created_at: `${DAY}T12:00:00.000Z`,
    ...more,
  })}\n`;
}

/** Where the segment is that begins with such a message. */
export function pathOf(position: number, room = 'general'): string {
  return segmentPath(segmentFolder(room, DAY), idOf(position));
}
