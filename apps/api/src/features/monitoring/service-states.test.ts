import { expect, it } from 'vitest';
import { schedulerState } from './service-states.ts';

it('a scheduler that does not run is degraded, whatever its tasks did last', () => {
  expect(schedulerState({ running: false, tasks: 7, failing: [] })).toEqual({
    status: 'degraded',
    message: 'It does not run, so nothing happens by itself.',
  });
});
