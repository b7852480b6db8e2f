import { postMessage, takeName } from '@bookchat/shared';
import { cookieOf } from './accounts-test.ts';
import { type CallOptions, call, callRefused } from './call.ts';

type Server = { readonly url: string };

/** A browser or a program that keeps its cookies. */
export interface Holder {
  readonly headers: { readonly cookie: string };
}

/** Takes a name, by the cookie of somebody who has one already or as somebody new. */
export async function take(server: Server, name: string, holder?: Holder): Promise<Holder> {
  const { headers } = await call(server, takeName, { ...holder, body: { name } });
  return { headers: { cookie: cookieOf(headers) } };
}

/** Why a name cannot be taken. */
export async function takeRefused(server: Server, name: string, holder?: Holder) {
  return (await callRefused(server, takeName, { ...holder, body: { name } })).body;
}

export function postAs(server: Server, author: string, { headers }: Partial<Holder> = {}, id?: string) {
  return call(server, postMessage, bodyOf(author, id, headers));
}

export async function postAsRefused(
  server: Server,
  author: string,
  { headers }: Partial<Holder> = {},
  id?: string,
) {
  return (await callRefused(server, postMessage, bodyOf(author, id, headers))).body;
}

function bodyOf(
  author: string,
  id: string | undefined,
  headers: Holder['headers'] | undefined,
): CallOptions<typeof postMessage> {
  return {
    ...(headers === undefined ? {} : { headers }),
    body: { author, content: `I am ${author}.`, ...(id === undefined ? {} : { id }) },
  };
}
