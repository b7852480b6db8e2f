import { changeMe, changePassword, deleteMe, downloadMyData, listPeople } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Clock } from '../../lib/clock.ts';
import { getPerson } from '../../plugins/access/index.ts';
import { createChangeMe } from './change-me.ts';
import { createChangePassword } from './change-password.ts';
import { createMyData } from './my-data.ts';
import type { NameAttempts } from './name-attempts.ts';
import type { EnsureGoodPassword } from './passwords/ensure-good-password.ts';
import { toMe, toPerson, toTimestamp } from './to-me.ts';

interface Parts {
  readonly attempts: NameAttempts;
  readonly clock: Clock;
  readonly ensureGood: EnsureGoodPassword;
}

export function addMeRoutes(app: FastifyInstance, { attempts, clock, ensureGood }: Parts): void {
  const change = createChangeMe(app, clock);
  const setPassword = createChangePassword(app, attempts, ensureGood);
  const read = createMyData(app, clock);
  const now = () => toTimestamp(clock.now());

  addEndpoint(app, changeMe, async (request) => {
    getPerson(request);
    return toMe(await change(request, request.body), now());
  });

  addEndpoint(app, changePassword, async (request, reply) => {
    getPerson(request);
    const changed = await setPassword(request, reply, request.body);
    app.people.signIns.remember(reply, changed);
    return toMe(changed, now());
  });

  addEndpoint(app, downloadMyData, (request, reply) => {
    const data = read(request);
    reply.header('content-disposition', 'attachment; filename="bookchat-my-data.json"');
    return reply.type('application/json; charset=utf-8').send(data);
  });

  addEndpoint(app, deleteMe, async (request, reply) => {
    const { person } = getPerson(request);
    await app.management.leave(request, person.id, request.body.messages);
    app.people.signIns.clear(reply);
    return reply.code(204).send();
  });

  addEndpoint(app, listPeople, (request) => {
    const company = app.rooms.companyOf(request);
    const people = app.people
      .list()
      .filter(({ id, state }) => state !== 'removed' && (company === null || company.has(id)));
    return { people: people.map(toPerson) };
  });
}
