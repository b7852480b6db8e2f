import type { listMessages } from '@bookchat/shared';
import type * as z from 'zod/mini';
import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { ChangeLog } from '../changes/index.ts';
import type { HasLeft } from './has-left.ts';
import type { MessageFigures } from './message-figures.ts';
import { createNewestPages } from './newest-pages.ts';
import {
  type Page,
  prepareFindPosition,
  prepareHasBeyond,
  prepareListAfter,
  prepareListBefore,
} from './queries.ts';

type Query = z.output<typeof listMessages.query>;

const BEFORE_ALL = 0;
const PAST_THE_NEWEST = Number.MAX_SAFE_INTEGER;
const BEFORE_MESSAGES = Buffer.from('{"messages":[');
const NO_MESSAGES = Buffer.alloc(0);
const MORE = Buffer.from('],"has_more":true}');
const NO_MORE = Buffer.from('],"has_more":false}');

/**
 * Reads a page of history as the JSON of the answer, in UTF-8.
 * @throws ProblemError `message_not_found` when the room has no message `before` or `after`.
 */
export function createListMessages(
  database: Database,
  log: ChangeLog,
  { figures, hasLeft }: { readonly figures: MessageFigures; readonly hasLeft: HasLeft },
): (query: Query) => Buffer {
  const listBefore = prepareListBefore(database);
  const listAfter = prepareListAfter(database);
  const hasBeyond = prepareHasBeyond(database);
  const find = prepareFindPosition(database);
  const newestPages = createNewestPages(log, figures);

  return ({ room, before, after, limit }) => {
    if (after !== undefined) return pageAfter(room, getPosition(after, room), limit);
    if (before !== undefined) return pageBefore(room, getPosition(before, room), limit);
    return newestPages.getOrMake(`${room} ${limit}`, () => pageBefore(room, PAST_THE_NEWEST, limit));
  };

  function pageBefore(room: string, from: number, limit: number): Buffer {
    const page = listBefore.get({ room, from, limit }) as Page;
    return toAnswer(page, hasBeyond.before(room, page));
  }

  function pageAfter(room: string, from: number, limit: number): Buffer {
    const page = listAfter.get({ room, from, limit }) as Page;
    return toAnswer(page, hasBeyond.after(room, page));
  }

  function getPosition(id: string, room: string): number {
    const row = find.get({ id, room });
    if (row !== undefined) return row.position;
    if (hasLeft(room, id)) return BEFORE_ALL; // a page that was open since then goes on from what is left
    throw new ProblemError(
      'message_not_found',
      `There is no message ${id} in the room ${room} to page from. Load the newest page.`,
    );
  }
}

function toAnswer({ messages }: Page, hasMore: boolean): Buffer {
  return Buffer.concat([BEFORE_MESSAGES, messages ?? NO_MESSAGES, hasMore ? MORE : NO_MORE]);
}
