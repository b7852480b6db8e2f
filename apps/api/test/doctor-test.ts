import type { Check } from '../src/cli/doctor/check.ts';
import { createExamination } from '../src/cli/doctor/examination.ts';
import type { Finding } from '../src/cli/doctor/finding.ts';
import { parseConfig } from '../src/config.ts';
import { it as base } from './archive-test.ts';

/** A test that has one check of `bookchat doctor` look at `folder`. */
export const it = base.extend('look', ({ folder }) => {
  return async (
    check: Check['run'],
    env: Readonly<Record<string, string>> = {},
  ): Promise<readonly Finding[]> => {
    const parsed = parseConfig({ NODE_ENV: 'development', DATA_DIR: folder, ...env });
    const examination = createExamination({ ...parsed, options: { signal: new AbortController().signal } });
    try {
      return await check(examination);
    } finally {
      examination.close();
    }
  };
});
