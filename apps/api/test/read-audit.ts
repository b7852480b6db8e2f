import { type AuditEntry, readAudit } from '@bookchat/shared';
import { BY_TOKEN } from './accounts-test.ts';
import { call } from './call.ts';

const LEFT_OUT = new Set(['person.joined', 'admin_token.read']);

/**
 * The newest entries of the audit log whose action begins so, the oldest first, without their ids and times; nor who came in, nor that
 * the admin token has read, as it does here.
 */
export async function auditOf(
  server: { readonly url: string },
  beginning: string,
): Promise<Omit<AuditEntry, 'id' | 'at'>[]> {
  const { body } = await call(server, readAudit, { headers: BY_TOKEN, query: { limit: 200 } });
  return body.entries
    .filter(({ action }) => action.startsWith(beginning) && !LEFT_OUT.has(action))
    .map(({ id: _id, at: _at, ...entry }) => entry)
    .toReversed();
}
