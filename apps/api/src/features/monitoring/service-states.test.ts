import { expect, it } from 'vitest';
import { schedulerState } from './service-states.ts';

it('a scheduler that does not run is degraded, whatever its tasks did last', () => {
  expect(schedulerState({ running: false, tasks: 7, disabled: [], failing: [] })).toEqual({
    status: 'degraded',
    message: 'It does not run, so nothing happens by itself.',
  });
});

it('a scheduler whose tasks are switched off says which, and is degraded without any', () => {
  const state = (...disabled: string[]) => schedulerState({ running: true, tasks: 3, disabled, failing: [] });
  expect(state()).toEqual({ status: 'healthy', message: 'It runs 3 tasks.' });
  expect(state('one', 'two')).toEqual({
    status: 'healthy',
    message: 'It runs 1 of 3 tasks; switched off: one, two.',
  });
  expect(state('one', 'two', 'three')).toEqual({
    status: 'degraded',
    message: 'All its tasks are switched off, so nothing happens by itself.',
  });
});
