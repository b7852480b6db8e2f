import { existsSync } from 'node:fs';
import { runInWorker } from '../../lib/run-in-worker.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine } from './finding.ts';

/** Whether the database is whole: all of it is read. */
export async function checkPages({ config, options }: Examination): Promise<Finding[]> {
  const { database: file } = config;
  if (!existsSync(file)) return []; // also in memory: the check before has said so
  const faults = await runInWorker<string[]>('checkDatabase', { file }, options);
  const [first] = faults;
  if (first === undefined) return [fine('All of it was read, and it is whole.')];
  const more = faults.length > 1 ? `; and ${faults.length - 1} more` : '';
  return [
    fault(
      `It is damaged: ${first}${more}.`,
      'Restore the newest backup: `bookchat backups` lists them, and `bookchat restore <id>` puts one in its place.',
    ),
  ];
}
