import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './step.ts';

const root = join(import.meta.dirname, '../..');
/** Written by the json-summary reporter that vitest.config.ts names. */
const summaryFile = 'coverage/coverage-summary.json';
const measuredFolders = ['apps/api/src', 'apps/web/src', 'packages/shared/src'];

interface Part {
  total: number;
  covered: number;
}
type Summary = Record<string, { lines: Part; branches: Part }>;

/**
 * Vitest holds the folders to their thresholds, but passes a folder of which it measured no file:
 * this fails then, and says the figures by folder.
 */
export async function coverageByFolder(): Promise<Outcome> {
  const file = join(root, summaryFile);
  if (!existsSync(file)) return { state: 'failed', note: `${summaryFile} was not written` };
  return judge(JSON.parse(readFileSync(file, 'utf8')), root);
}

export function judge(summary: Summary, checkout: string): Outcome {
  const folders = measuredFolders.map((folder) => {
    const files = Object.keys(summary).filter((file) => isBelow(file, join(checkout, folder)));
    const measured = files.flatMap((file) => summary[file] ?? []);
    return {
      folder,
      files: files.length,
      lines: measured.map((m) => m.lines),
      branches: measured.map((m) => m.branches),
    };
  });
  const note = folders
    .map(
      ({ folder, files, lines, branches }) =>
        `${folder}: lines ${share(lines)}, branches ${share(branches)}, ${files} files`,
    )
    .join('\n');
  return { state: folders.every(({ files }) => files > 0) ? 'passed' : 'failed', note };
}

const isBelow = (file: string, folder: string) =>
  file.replaceAll('\\', '/').startsWith(`${folder.replaceAll('\\', '/')}/`);

function share(parts: readonly Part[]): string {
  const covered = parts.reduce((sum, part) => sum + part.covered, 0);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return total > 0 ? `${((covered / total) * 100).toFixed(1)} %` : 'not measured';
}
