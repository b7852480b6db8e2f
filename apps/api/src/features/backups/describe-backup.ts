import type { Backup } from '@bookchat/shared';
import { formatBytes } from './format-bytes.ts';

/** Its size and what it holds, for example "12.3 MB, 1,000 messages". */
export function describeBackup({ bytes, rows }: Pick<Backup, 'bytes' | 'rows'>): string {
  const messages = rows['messages'] ?? 0;
  return `${formatBytes(bytes)}, ${messages.toLocaleString('en')} ${messages === 1 ? 'message' : 'messages'}`;
}
