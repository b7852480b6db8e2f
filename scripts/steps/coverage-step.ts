import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from './describe-failure.ts';
import type { Outcome } from './step.ts';

const root = join(import.meta.dirname, '../..');
/** Written by the json-summary reporter that vitest.config.ts names; each of the two runs measures folders of its own. */
const summaryFiles = {
  'apps/api/src': 'coverage/server/coverage-summary.json',
  'apps/web/src': 'coverage/rest/coverage-summary.json',
  'packages/shared/src': 'coverage/rest/coverage-summary.json',
};
const measuredFolders = Object.keys(summaryFiles);

interface Part {
  total: number;
  covered: number;
}
type Summary = Record<string, { lines: Part; branches: Part }>;

/** Percent of lines, and of branches, that tests must run in each folder. */
const THRESHOLD = 90;

/**
 * Says the figures of each folder, and names in the summary those that are too low. Vitest's own thresholds would fail
 * the tests' step without a word of it at the end, and pass a folder of which no file was measured.
 */
export async function coverageByFolder(): Promise<Outcome> {
  const summary: Summary = {};
  for (const [folder, path] of Object.entries(summaryFiles)) {
    const file = join(root, path);
    if (!existsSync(file)) return { state: 'failed', note: `${path} was not written` };
    Object.assign(summary, filesBelow(join(root, folder), JSON.parse(readFileSync(file, 'utf8'))));
  }
  return judge(summary, root);
}

export function judge(summary: Summary, checkout: string): Outcome {
  const folders = measuredFolders.map((folder) => measure(folder, summary, checkout));
  const note = folders.map(({ folder, ...shares }) => `${folder}: ${describe(shares)}`).join('; ');
  const tooLow = folders.filter(({ lines, branches }) => !(lines >= THRESHOLD && branches >= THRESHOLD));
  if (tooLow.length === 0) return { state: 'passed', note };
  const failures = tooLow.map(({ folder, ...shares }) =>
    describeFailure(`coverage of ${folder}`, `${describe(shares)}, where ${THRESHOLD} % is the least`),
  );
  return { state: 'failed', note, counts: { passed: 0, failed: failures.length, skipped: 0, failures } };
}

interface Shares {
  readonly lines: number;
  readonly branches: number;
}

function measure(folder: string, summary: Summary, checkout: string): Shares & { folder: string } {
  const measured = Object.values(filesBelow(join(checkout, folder), summary));
  return {
    folder,
    lines: share(measured.map((m) => m.lines)),
    branches: share(measured.map((m) => m.branches)),
  };
}

const filesBelow = (folder: string, summary: Summary): Summary =>
  Object.fromEntries(
    Object.entries(summary).filter(([file]) => withSlashes(file).startsWith(`${withSlashes(folder)}/`)),
  );

const withSlashes = (path: string) => path.replaceAll('\\', '/');

/** In percent; not a number where nothing was measured. */
function share(parts: readonly Part[]): number {
  const covered = parts.reduce((sum, part) => sum + part.covered, 0);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return (covered / total) * 100;
}

const describe = ({ lines, branches }: Shares) => `lines ${percent(lines)}, branches ${percent(branches)}`;

/** Rounded down: what is too low by a little must not read as enough. */
const percent = (value: number) =>
  Number.isNaN(value) ? 'not measured' : `${(Math.floor(value * 10) / 10).toFixed(1)} %`;
