import type { Backup } from '@bookchat/shared';
import { listBackups } from '../features/backups/index.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { formatNumber } from '../lib/format-number.ts';
import { print } from './print.ts';
import { readConfig } from './read-config.ts';
import { toTable } from './to-table.ts';

/** Shows what is in the folder of the backups. */
export async function backups(): Promise<undefined> {
  const { dir } = readConfig().backups;
  const list = await listBackups(dir);
  if (list.backups.length === 0) print(`There is no backup in ${dir}.`);
  else print(toTable([HEADINGS, ...list.backups.map(toRow)]));
  for (const { file, reason } of list.rejected) print(`${file} is no backup: ${reason}.`);
}

const HEADINGS = ['id', 'made at (UTC)', 'size', 'messages', 'why'];

function toRow({ id, created_at, bytes, rows, reason }: Backup): string[] {
  const messages = formatNumber(rows['messages'] ?? 0);
  return [
    id,
    created_at.slice(0, 19).replace('T', ' '),
    formatBytes(bytes),
    messages,
    reason.replaceAll('_', ' '),
  ];
}
