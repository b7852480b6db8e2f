import {
  assignName,
  changeRole,
  createInvite,
  listInviteRooms,
  listInvites,
  listManagedPeople,
  listUnclaimedNames,
  makeRecoveryLink,
  mutePerson,
  readAudit,
  reinstatePerson,
  releaseFormerName,
  removePerson,
  revokeInvite,
  suspendPerson,
} from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { letWait } from '../../lib/let-wait.ts';
import { createReadAudit } from './audit/read-audit.ts';
import type { createInvites } from './invites/invites.ts';
import type { Management } from './managing/index.ts';
import type { createNames } from './names/names.ts';

/** What these change they note in the audit log themselves: what changes nothing is not noted. */
export function addManagingRoutes(app: FastifyInstance, management: Management): void {
  const { managed } = management;
  addEndpoint(app, listManagedPeople, () => ({ people: managed.list() }));

  addEndpoint(app, changeRole, async (request) => {
    request.isAudited = true;
    return managed.show(await management.changeRole(request, request.params.id, request.body.role));
  });

  addEndpoint(app, mutePerson, async (request) => {
    request.isAudited = true;
    return managed.show(await management.mute(request, request.params.id, request.body));
  });

  addEndpoint(app, suspendPerson, async (request) => {
    request.isAudited = true;
    return managed.show(await management.suspend(request, request.params.id, request.body));
  });

  addEndpoint(app, reinstatePerson, async (request) => {
    request.isAudited = true;
    return managed.show(await management.reinstate(request, request.params.id));
  });

  addEndpoint(app, removePerson, async (request) => {
    request.isAudited = true;
    return managed.show(await management.remove(request, request.params.id, request.body));
  });

  addEndpoint(app, makeRecoveryLink, async (request, reply) => {
    request.isAudited = true;
    return reply.code(201).send(await management.makeRecoveryLink(request, request.params.id));
  });
}

export function addInviteRoutes(app: FastifyInstance, invites: ReturnType<typeof createInvites>): void {
  addEndpoint(app, listInvites, (request) => ({ invites: invites.list(request) }));
  addEndpoint(app, listInviteRooms, (request) => ({ rooms: invites.listRooms(request) }));

  addEndpoint(app, createInvite, async (request, reply) => {
    request.isAudited = true;
    return reply.code(201).send(await invites.create(request, request.body));
  });

  addEndpoint(app, revokeInvite, (request) => {
    request.isAudited = true;
    return invites.revoke(request, request.params.id);
  });
}

export function addNameRoutes(app: FastifyInstance, names: ReturnType<typeof createNames>): void {
  addEndpoint(app, listUnclaimedNames, async (request) => {
    letWait(request);
    return { names: await names.list(), former_names: names.listFormer() };
  });

  addEndpoint(app, assignName, async (request) => {
    request.isAudited = true;
    letWait(request);
    const { name, person_id: personId } = request.body;
    return { messages: await names.assign(request, name, personId) };
  });

  addEndpoint(app, releaseFormerName, async (request, reply) => {
    request.isAudited = true;
    await names.release(request, request.body.name);
    return reply.code(204).send();
  });
}

export function addAuditRoutes(app: FastifyInstance): void {
  const read = createReadAudit(app.database);
  addEndpoint(app, readAudit, ({ query }) => read(query));
}
