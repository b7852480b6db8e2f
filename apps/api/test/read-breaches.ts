import { type AnswerOf, listBreaches } from '@bookchat/shared';
import { call } from './call.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from './start-test-server.ts';

export const RIGHT = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

/** What operators are told of the breaches; from an address that no test uses up. */
export async function readBreaches(
  server: TestServer,
  hours?: number,
): Promise<AnswerOf<typeof listBreaches>> {
  const query = hours === undefined ? {} : { hours };
  return (await call(server, listBreaches, { headers: RIGHT, query, from: '127.0.0.9' })).body;
}

/** How many rows the database holds of them, and how many refusals these stand for. */
export function countBreaches({ database }: TestServer): Promise<{ rows: number; refusals: number | null }> {
  return database.kysely
    .selectFrom('breaches')
    .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.sum<number | null>('count').as('refusals')])
    .executeTakeFirstOrThrow();
}
