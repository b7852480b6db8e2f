import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { createClock } from '../../../../test/create-clock.ts';
import { it } from '../../../../test/server-test.ts';
import { removeOldLogs } from './remove-old-logs.ts';

const DAY_MS = 86_400_000;

describe('old logs', () => {
  it('are those that were turned over, and last written to before so many days', async ({ folder }) => {
    const clock = createClock();
    const write = (name: string, days: number) => {
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), clock.now() / 1_000, (clock.now() - days * DAY_MS) / 1_000);
    };
    write('app.log', 99);
    write('app.log.1', 14);
    write('app.log.2', 15);
    write('error.log.5', 15);
    write('mine.log.1', 99);
    expect(await removeOldLogs(folder, 14, clock)).toBe(2);
    expect(readdirSync(folder).toSorted()).toEqual(['app.log', 'app.log.1', 'mine.log.1']);
  });

  it('are none where there is no folder', async ({ folder }) => {
    expect(await removeOldLogs(join(folder, 'logs'), 1, createClock())).toBe(0);
  });
});
