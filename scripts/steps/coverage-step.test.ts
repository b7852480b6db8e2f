import { expect, it } from 'vitest';
import { judge } from './coverage-step.ts';

const half = { lines: { total: 10, covered: 5 }, branches: { total: 0, covered: 0 } };

it('says the figures of each folder', () => {
  const summary = {
    total: half,
    '/b/apps/api/src/a.ts': half,
    '/b/apps/web/src/b.ts': half,
    '/b/packages/shared/src/c.ts': half,
  };
  expect(judge(summary, '/b')).toMatchObject({
    state: 'passed',
    note: expect.stringContaining('apps/web/src: lines 50.0 %, branches not measured, 1 files'),
  });
});

it('fails when no file of a folder was measured', () => {
  expect(judge({ total: half, '/b/apps/api/src/a.ts': half }, '/b')).toMatchObject({ state: 'failed' });
});
