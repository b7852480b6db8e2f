import { restoreBackup } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../../lib/add-endpoint.ts';
import type { createRestore } from './restore-backup.ts';

/** @param stopping ends what is under way when the server stops. */
export function addRestoreRoute(
  app: FastifyInstance,
  restore: ReturnType<typeof createRestore>,
  stopping: AbortSignal,
): void {
  addEndpoint(app, restoreBackup, ({ params, body, socket }) => {
    // A large one takes longer than a connection may else be silent.
    socket.setTimeout(0);
    return restore(params.id, body?.exact === true ? 'exact' : 'replay', stopping);
  });
}
