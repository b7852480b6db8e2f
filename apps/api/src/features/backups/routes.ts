import { Readable } from 'node:stream';
import {
  type Backup,
  downloadBackup,
  downloadManifest,
  listBackups,
  makeBackup,
  readBackup,
  verifyBackup,
} from '@bookchat/shared';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { isKnown } from '../../lib/is-known.ts';
import { letWait } from '../../lib/let-wait.ts';
import type { Backups } from './backups.ts';
import { formatManifest } from './manifest.ts';

/** @param stopping ends what is under way when the server stops. */
export function addBackupRoutes(app: FastifyInstance, backups: Backups, stopping: AbortSignal): void {
  addEndpoint(app, makeBackup, async (request, reply) => {
    letWait(request);
    const beforehand = () => app.dailyBackups.take(request);
    const backup = await backups.make('on_demand', { beforehand, signal: stopping });
    request.auditNote = { target: backup.id };
    return reply.code(201).send(backup);
  });

  addEndpoint(app, listBackups, async () => {
    const list = await backups.list();
    const { left, resetsAt } = app.dailyBackups.left();
    return {
      ...list,
      operation: backups.operation,
      on_demand: { left, resets_at: resetsAt?.toISOString() ?? null },
    };
  });

  addEndpoint(app, readBackup, ({ params }) => backups.find(params.id));

  addEndpoint(app, verifyBackup, (request) => {
    letWait(request);
    return backups.verify(request.params.id, { signal: stopping });
  });

  addEndpoint(app, downloadBackup, async (request, reply) => {
    const backup = await backups.find(request.params.id);
    const etag = `"${backup.sha256}"`;
    reply.header('etag', etag);
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    setAttachment(reply, backup.file, downloadBackup.mediaType).header('content-length', backup.bytes);
    // Nothing is read for a HEAD, whose answer would throw it away.
    if (request.method === 'HEAD') return reply.send(Readable.from([]));
    return reply.send(await backups.download(backup));
  });

  addEndpoint(app, downloadManifest, async ({ params }, reply) => {
    const backup: Backup = await backups.find(params.id);
    setAttachment(reply, `backup_${backup.id}.json`, 'application/json; charset=utf-8');
    return reply.send(formatManifest(backup));
  });
}

function setAttachment(reply: FastifyReply, file: string, type: string): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${file}"`).type(type);
}
