import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HeldRoom } from './held-room.ts';

interface Deed {
  readonly action: 'room.changed' | 'room.person_removed';
  readonly details: Readonly<Record<string, unknown>>;
}

/** What admins and owners do to rooms stands in the audit log; that there is a private one is not told there. */
export async function noteDeed(
  { audit }: Pick<FastifyInstance, 'audit'>,
  request: FastifyRequest,
  { kind, name }: HeldRoom,
  { action, details }: Deed,
): Promise<void> {
  const role = request.person?.role;
  if (kind !== 'open' || (role !== 'owner' && role !== 'admin')) return;
  await audit.note({ request, action, target: name, details });
}
