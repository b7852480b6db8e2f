import { statSync } from 'node:fs';
import type { Backup } from '@bookchat/shared';
import { describeBackup, listBackups } from '../../features/backups/index.ts';
import { countOf } from '../../lib/count-of.ts';
import { ageOf, describeAge, HOUR_MS } from './age-of.ts';
import type { Examination } from './examination.ts';
import { type Finding, fine, notice } from './finding.ts';

/** Whether there is a verified backup that is new enough, and what else lies in the folder. */
export async function checkBackups({ config, clock }: Examination): Promise<Finding[]> {
  const { dir, copyDir, overdueHours } = config.backups;
  const { backups, rejected } = await listBackups(dir);
  const newest = backups.find(({ created_at }) => Date.parse(created_at) <= clock.now());
  const findings = [
    newest === undefined
      ? notice(`There is no verified backup in ${dir}.`, MAKE_ONE)
      : judge(newest, ageOf(newest.created_at, clock), { overdueHours, number: backups.length }),
  ];
  const [first] = rejected;
  if (first !== undefined)
    findings.push(
      notice(
        `${countOf(rejected.length, 'file')} in ${dir} cannot be used as a backup: ${first.file}, as ${first.reason}.`,
        'Look whether you still need what it holds, and move it away.',
      ),
    );
  if (copyDir !== null && statSync(copyDir, { throwIfNoEntry: false })?.isDirectory() !== true)
    findings.push(
      notice(
        `The folder of their copies, ${copyDir}, is not there.`,
        'Mount its disk, or set BACKUP_COPY_DIR to another folder.',
      ),
    );
  return findings;
}

const MAKE_ONE = 'Make one with `bookchat backup`; a running server makes one each day by itself.';

function judge(
  newest: Backup,
  ageMs: number,
  { overdueHours, number }: { readonly overdueHours: number; readonly number: number },
): Finding {
  const words = `The newest of ${countOf(number, 'backup')} is ${newest.id}, made and verified ${describeAge(ageMs)} ago (${describeBackup(newest)})`;
  if (ageMs <= overdueHours * HOUR_MS) return fine(`${words}.`);
  return notice(`${words}: longer than the ${overdueHours} hours of BACKUP_OVERDUE_HOURS.`, MAKE_ONE);
}
