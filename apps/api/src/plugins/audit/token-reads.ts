import type { FastifyRequest } from 'fastify';
import { clientKey } from '../rate-limits/client-key.ts';
import type { Audit } from './index.ts';

const HOUR_MS = 3_600_000;
/** Far more than there are operations and places from which an operator works. */
const MAX_REMEMBERED = 10_000;

/** Notes where the admin token only reads, or changes nothing: once an hour for each address and operation, so that no monitor floods the log. */
export function createTokenReads(audit: Pick<Audit, 'note'>, now: () => number) {
  const notedAt = new Map<string, number>();
  return { note };

  async function note(request: FastifyRequest): Promise<void> {
    const { endpoint } = request.routeOptions.config;
    const address = clientKey(request);
    const operation = `${endpoint?.method} ${endpoint?.path}`;
    const key = `${address} ${operation}`;
    if (now() - (notedAt.get(key) ?? Number.NEGATIVE_INFINITY) < HOUR_MS) return;
    remember(key);
    try {
      await audit.note({ request, action: 'admin_token.read', target: operation, details: { address } });
    } catch (error) {
      notedAt.delete(key); // and so the next tries again
      throw error;
    }
  }

  /** The one noted longest ago makes room. */
  function remember(key: string): void {
    notedAt.delete(key);
    notedAt.set(key, now());
    if (notedAt.size > MAX_REMEMBERED) notedAt.delete(notedAt.keys().next().value as string);
  }
}
