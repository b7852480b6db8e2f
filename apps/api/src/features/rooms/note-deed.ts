import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HeldRoom } from './held-room.ts';

interface Deed {
  readonly action: 'room.made' | 'room.changed' | 'room.person_removed';
  readonly details: Readonly<Record<string, unknown>>;
}

/** What admins and owners do to rooms stands in the audit log; that there is a private one is not told there. */
export async function noteDeed(
  { audit }: Pick<FastifyInstance, 'audit'>,
  request: FastifyRequest,
  { kind, name }: HeldRoom,
  { action, details }: Deed,
): Promise<void> {
  if (kind === 'open' && isByAdmin(request)) await audit.note({ request, action, target: name, details });
}

export async function noteOrder(
  { audit }: Pick<FastifyInstance, 'audit'>,
  request: FastifyRequest,
  rooms: readonly HeldRoom[],
): Promise<void> {
  const names = rooms.filter(({ kind }) => kind === 'open').map(({ name }) => name);
  if (isByAdmin(request)) await audit.note({ request, action: 'rooms.ordered', details: { names } });
}

function isByAdmin({ person }: FastifyRequest): boolean {
  return person?.role === 'owner' || person?.role === 'admin';
}
