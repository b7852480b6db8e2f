import type { FastifyRequest } from 'fastify';
import type { AuditEntry } from './write-audit.ts';

/** Who did it, as the audit log names them. The cookie that the admin token was exchanged for is that token. */
export function actorOf({
  person,
  apiKey,
  adminRight,
}: FastifyRequest): Pick<AuditEntry, 'actor' | 'actorId'> {
  if (isByToken({ adminRight })) return { actor: 'admin token' };
  if (apiKey !== null) return { actor: `key ${apiKey.name}`, actorId: apiKey.id };
  if (person !== null) return { actor: person.name, actorId: person.id };
  return { actor: 'this machine' };
}

export function isByToken({ adminRight }: Pick<FastifyRequest, 'adminRight'>): boolean {
  return adminRight?.via === 'token' || adminRight?.via === 'session';
}
