import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNumber } from '../../../lib/format-number.ts';
import type { ImportSummary } from './importing/tally.ts';

/**
 * Leaves the list of what was refused in the data folder.
 * @returns its path; null where nothing was, and there is none.
 */
export function writeReport(dataDir: string, { refused, lines }: ImportSummary): string | null {
  const path = join(dataDir, 'archive-restore-report.txt');
  rmSync(path, { force: true }); // also one that others may read
  if (refused === 0) return null;
  const more = refused - lines.length;
  const end = more === 0 ? [] : [`and ${formatNumber(more)} more`];
  writeFileSync(path, `${[...lines, ...end].join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  return path;
}
