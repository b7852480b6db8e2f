import { expect, it } from 'vitest';
import { judge } from './coverage-step.ts';

const file = (lines: number, branches: number) => ({
  lines: { total: 1_000, covered: lines },
  branches: { total: 1_000, covered: branches },
});

const enough = {
  '/b/apps/api/src/a.ts': file(900, 950),
  '/b/apps/web/src/b.ts': file(1_000, 1_000),
  '/b/packages/shared/src/c.ts': file(999, 901),
};

it('says the figures of each folder', () => {
  expect(judge(enough, '/b')).toEqual({
    state: 'passed',
    note: [
      'apps/api/src: lines 90.0 %, branches 95.0 %',
      'apps/web/src: lines 100.0 %, branches 100.0 %',
      'packages/shared/src: lines 99.9 %, branches 90.1 %',
    ].join('; '),
  });
});

it('fails for a folder of too few branches, and names it in the summary', () => {
  const outcome = judge({ ...enough, '/b/apps/api/src/a.ts': file(950, 899) }, '/b');
  expect(outcome).toMatchObject({ state: 'failed', counts: { failed: 1 } });
  expect('counts' in outcome && outcome.counts?.failures?.[0]).toMatch(
    /coverage of apps\/api\/src\s*lines 95\.0 %, branches 89\.9 %, where 90 % is the least/,
  );
});

it('sums the files of a folder', () => {
  const summary = {
    ...enough,
    '/b/apps/api/src/a.ts': file(900, 850),
    '/b/apps/api/src/b.ts': file(1_000, 950),
  };
  expect(judge(summary, '/b')).toMatchObject({
    note: expect.stringContaining('api/src: lines 95.0 %, branches 90.0 %'),
  });
});

it('fails when no file of a folder was measured', () => {
  const { '/b/apps/web/src/b.ts': _, ...rest } = enough;
  expect(judge(rest, '/b')).toMatchObject({
    state: 'failed',
    note: expect.stringContaining('apps/web/src: lines not measured, branches not measured'),
  });
});
