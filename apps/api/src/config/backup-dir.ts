import { join } from 'node:path';
import type { Variables } from './variables.ts';

/**
 * Where backups are kept. What is forgotten at the end has a folder of its own, so that its backups never push out
 * those of a database beside it.
 */
export function backupDir({ DATA_DIR = '', DATABASE_URL, BACKUP_DIR }: Partial<Variables>): string {
  return BACKUP_DIR ?? join(DATA_DIR, DATABASE_URL === ':memory:' ? 'memory-backups' : 'backups');
}
