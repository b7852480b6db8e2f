import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { AlarmedError } from '../../../plugins/alarms.ts';
import type { RestoreDrill } from './restore-drill.ts';
import { runDrills } from './run-drills.ts';

const log = pino({ level: 'silent' });
const { signal } = new AbortController();

const fine = (sentence: string): RestoreDrill => ({ name: sentence, run: async () => sentence });
const broken = (error: Error): RestoreDrill => ({ name: error.message, run: () => Promise.reject(error) });

describe('drills', () => {
  it('tell together what they have shown', async () => {
    expect(await runDrills([fine('One is sound.'), fine('Two is sound.')], { signal, log })).toBe(
      'One is sound. Two is sound.',
    );
  });

  it('run whatever comes of those before, and fail as the one did', async () => {
    const ran: string[] = [];
    const error = new AlarmedError('One is broken.');
    const after: RestoreDrill = { name: 'two', run: async () => `${ran.push('two')}` };
    await expect(runDrills([broken(error), after], { signal, log })).rejects.toBe(error);
    expect(ran).toEqual(['two']);
  });

  it('tell of all that have failed, and whether alarms have told already', async () => {
    const told = [broken(new AlarmedError('One.')), broken(new AlarmedError('Two.'))];
    const both = runDrills(told, { signal, log });
    await expect(both).rejects.toThrow('One. Two.');
    await expect(both).rejects.toBeInstanceOf(AlarmedError);
    const untold = runDrills([...told, broken(new Error('Three.'))], { signal, log });
    await expect(untold).rejects.toThrow('One. Two. Three.');
    await expect(untold).rejects.not.toBeInstanceOf(AlarmedError);
  });

  it('end with their signal', async () => {
    const control = new AbortController();
    const first: RestoreDrill = {
      name: 'first',
      async run() {
        control.abort(new Error('The server stopped.'));
        throw new Error('cut off');
      },
    };
    const drills = runDrills([first, fine('Never.')], { signal: control.signal, log });
    await expect(drills).rejects.toThrow('The server stopped.');
  });
});
