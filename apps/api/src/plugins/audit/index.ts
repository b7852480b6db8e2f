import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Clock } from '../../lib/clock.ts';
import { actionOf, isWorthNoting } from './action-of.ts';
import { actorOf, isByToken } from './actor-of.ts';
import { createTokenReads } from './token-reads.ts';
import { type AuditEntry, createWriteAudit } from './write-audit.ts';

export { actorOf } from './actor-of.ts';
export { createWriteAudit } from './write-audit.ts';

export interface RequestEntry extends Omit<AuditEntry, 'actor' | 'actorId'> {
  /** Whoever sent it did it. */
  readonly request: FastifyRequest;
}

export interface Audit {
  /** Adds an entry, only within a transaction: it is there if and only if what it tells of was done. */
  write(entry: AuditEntry | RequestEntry): void;
  /** Adds an entry by itself. */
  note(entry: AuditEntry | RequestEntry): Promise<void>;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly audit: Audit;
  }
  interface FastifyRequest {
    /** Whether an entry tells of it already. */
    isAudited: boolean;
    /** What the entry of its route is to say beside. */
    auditNote: Pick<AuditEntry, 'target' | 'details'> | null;
  }
}

/**
 * Writes down what operators do. Whatever is done in their part without an entry of its own gets one by its route, so
 * that no use of the admin token leaves no trace: what only reads with it is noted once an hour for each address and operation.
 */
export const auditPlugin = fp<{ clock: Clock }>(
  async (app, { clock }) => {
    const { database } = app;
    const writeEntry = createWriteAudit(database, clock.now);
    const audit: Audit = {
      write,
      note: (entry) => database.transact(() => write(entry)),
    };
    app.decorate('audit', audit);
    app.decorateRequest('isAudited', false);
    app.decorateRequest('auditNote', null);
    const reads = createTokenReads(audit, clock.now);
    const written = new WeakSet<FastifyRequest>();
    app.addHook('onResponse', async (request, { statusCode }) => {
      if (statusCode >= 400) return;
      if (!request.isAudited && isWorthNoting(request)) await noteByRoute(request).catch(notWritten);
      else if (isByToken(request) && !written.has(request)) await reads.note(request).catch(notWritten);
    });

    function noteByRoute(request: FastifyRequest): Promise<void> {
      return audit.note({ request, ...actionOf(request), ...request.auditNote });
    }

    function write(entry: AuditEntry | RequestEntry): void {
      if ('request' in entry) writeOf(entry);
      else writeEntry(entry);
    }

    function writeOf({ request, ...entry }: RequestEntry): void {
      request.isAudited = true;
      written.add(request);
      writeEntry({ ...entry, ...actorOf(request) });
    }

    function notWritten(error: unknown): void {
      app.log.error({ err: error }, 'an entry of the audit log could not be written');
    }
  },
  { name: 'audit', dependencies: ['database'] },
);
