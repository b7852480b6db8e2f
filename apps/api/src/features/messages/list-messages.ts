import type { listMessages } from '@bookchat/shared';
import type * as z from 'zod/mini';
import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { prepareFindPosition, prepareListAfter, prepareListBefore } from './queries.ts';

type Query = z.output<typeof listMessages.query>;

const PAST_THE_NEWEST = Number.MAX_SAFE_INTEGER;

/**
 * Reads a page of history as the JSON of the answer.
 * @throws ProblemError `message_not_found` when the room has no message `before` or `after`.
 */
export function createListMessages(database: Database): (query: Query) => string {
  const listBefore = prepareListBefore(database);
  const listAfter = prepareListAfter(database);
  const find = prepareFindPosition(database);

  return ({ room, before, after, limit }) => {
    const oneMore = limit + 1;
    const rows =
      after === undefined
        ? listBefore.all({
            room,
            from: before === undefined ? PAST_THE_NEWEST : getPosition(before, room),
            limit: oneMore,
          })
        : listAfter.all({ room, from: getPosition(after, room), limit: oneMore });
    const page = rows.slice(0, limit).map(({ json }) => json);
    if (after === undefined) page.reverse();
    return `{"messages":[${page.join(',')}],"has_more":${rows.length > limit}}`;
  };

  function getPosition(id: string, room: string): number {
    const row = find.get({ id, room });
    if (row !== undefined) return row.position;
    throw new ProblemError(
      'message_not_found',
      `There is no message ${id} in the room ${room} to page from. Load the newest page.`,
    );
  }
}
