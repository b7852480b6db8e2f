import { ANONYMOUS } from '@bookchat/shared';

/** A name that wrote without an account. */
export interface Writer {
  readonly name: string;
  readonly messages: number;
  readonly last_at: string;
}

const MAX_NAMES = 500;

/** What was written without an account, also where it has been given to a person since. */
const WITHOUT_ACCOUNT = '(author_id is null or claimed = 1)';

/** They read every message: never on the event loop. Who wrote without a name was many. */
export const LIST_WRITERS = `
  select author as name, count(*) as messages, max(created_at) as last_at from messages
  where ${WITHOUT_ACCOUNT} and author <> '${ANONYMOUS}'
  group by author order by messages desc, author limit ${MAX_NAMES}`;

export const FIND_WRITTEN = `select position from messages where author = ? and ${WITHOUT_ACCOUNT} order by position`;
