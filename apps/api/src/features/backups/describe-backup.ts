import type { Backup } from '@bookchat/shared';
import { countOf } from '../../lib/count-of.ts';
import { formatBytes } from '../../lib/format-bytes.ts';

/** Its size and what it holds, for example "12.3 MB, 1,000 messages". */
export function describeBackup({ bytes, rows }: Pick<Backup, 'bytes' | 'rows'>): string {
  return `${formatBytes(bytes)}, ${countOf(rows['messages'] ?? 0, 'message')}`;
}
