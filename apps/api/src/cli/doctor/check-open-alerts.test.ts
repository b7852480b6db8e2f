import { expect } from 'vitest';
import { it } from '../../../test/doctor-test.ts';
import type { Alarm } from '../../plugins/alarms.ts';
import { checkOpenAlerts } from './check-open-alerts.ts';

it('alerts that are open are told, the grave ones first', async ({ start, folder, look }) => {
  expect(await look(checkOpenAlerts)).toEqual([]); // there is no database yet
  const server = await start.server({ DATA_DIR: folder });
  for (const [severity, cause] of [
    ['INFO', 'word'],
    ['WARNING', 'worry'],
    ['CRITICAL', 'flood'],
  ] as const)
    server.app.alarms.raise(alarm(severity, cause));
  await server.close(); // which writes down what is not written yet
  expect(await look(checkOpenAlerts)).toEqual([
    {
      mark: 'fault',
      words: expect.stringMatching(/^CRITICAL since .*Z: A flood\.$/),
      advice: 'Do something.',
    },
    {
      mark: 'notice',
      words: expect.stringMatching(/^WARNING since .*Z: A worry\.$/),
      advice: 'Do something.',
    },
  ]);
  const next = await start.server({ DATA_DIR: folder });
  for (const cause of ['worry', 'flood']) next.app.alarms.clear(cause);
  await next.close();
  expect(await look(checkOpenAlerts)).toEqual([{ mark: 'fine', words: 'None is open.' }]);
});

function alarm(severity: Alarm['severity'], cause: string): Alarm {
  return { cause, severity, title: `A ${cause}`, message: 'Do something.' };
}
