import type { listMessages } from '@bookchat/shared';
import type * as z from 'zod/mini';
import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { ChangeLog } from '../changes/index.ts';
import { createNewestPages } from './newest-pages.ts';
import { prepareFindPosition, prepareListAfter, prepareListBefore } from './queries.ts';

type Query = z.output<typeof listMessages.query>;

const PAST_THE_NEWEST = Number.MAX_SAFE_INTEGER;

/**
 * Reads a page of history as the JSON of the answer.
 * @throws ProblemError `message_not_found` when the room has no message `before` or `after`.
 */
export function createListMessages(database: Database, log: ChangeLog): (query: Query) => string {
  const listBefore = prepareListBefore(database);
  const listAfter = prepareListAfter(database);
  const find = prepareFindPosition(database);
  const newestPages = createNewestPages(log);

  return ({ room, before, after, limit }) => {
    if (after !== undefined) return pageAfter(room, getPosition(after, room), limit);
    if (before !== undefined) return pageBefore(room, getPosition(before, room), limit);
    return newestPages.getOrMake(`${room} ${limit}`, () => pageBefore(room, PAST_THE_NEWEST, limit));
  };

  function pageBefore(room: string, from: number, limit: number): string {
    const messages = listBefore.column({ room, from, limit: limit + 1 });
    return toPage(messages.slice(0, limit).reverse(), messages.length > limit);
  }

  function pageAfter(room: string, from: number, limit: number): string {
    const messages = listAfter.column({ room, from, limit: limit + 1 });
    return toPage(messages.slice(0, limit), messages.length > limit);
  }

  function getPosition(id: string, room: string): number {
    const row = find.get({ id, room });
    if (row !== undefined) return row.position;
    throw new ProblemError(
      'message_not_found',
      `There is no message ${id} in the room ${room} to page from. Load the newest page.`,
    );
  }
}

function toPage(messages: readonly string[], hasMore: boolean): string {
  return `{"messages":[${messages.join(',')}],"has_more":${hasMore}}`;
}
