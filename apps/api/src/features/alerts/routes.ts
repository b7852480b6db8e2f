import { acknowledgeAlert, listAlerts, readAlert, resolveAlert, testAlerts } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { Alerting } from './alerting.ts';
import { createFindAlert } from './find-alert.ts';
import { createListAlerts } from './list-alerts.ts';
import { createTestChannels } from './test-channels.ts';

export function addAlertRoutes(app: FastifyInstance, { book, store, couriers }: Alerting): void {
  const list = createListAlerts(app.database, book);
  const find = createFindAlert(app.database, book);
  const test = createTestChannels(couriers, app.log);

  addEndpoint(app, listAlerts, (request, reply) => reply.send(list(request.query)));

  addEndpoint(app, readAlert, (request, reply) => reply.send(find.get(request.params.id)));

  addEndpoint(app, acknowledgeAlert, (request) => change(request.params.id, book.acknowledge));

  addEndpoint(app, resolveAlert, (request) => change(request.params.id, book.resolve));

  addEndpoint(app, testAlerts, async (request) => ({ channels: await test(request.body?.channel) }));

  /** Stored before it is answered, if it can be; if not, it counts all the same, and is stored later. */
  async function change(id: string, act: typeof book.resolve) {
    const record = book.find(id);
    if (record !== undefined) act(record);
    await store.save();
    return find.get(id);
  }
}
