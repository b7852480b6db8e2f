import {
  type Disk,
  describeDisk,
  describeSilent,
  foldersOf,
  judgeDisk,
  NO_DISK,
  watchDisks,
} from '../../features/monitoring/index.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

type Thresholds = Examination['config']['thresholds'];

/** Holds the disks of all folders to the same thresholds as the server does. */
export async function checkDisks({ config, clock }: Examination): Promise<Finding[]> {
  const { known, silent } = await watchDisks(foldersOf(config), clock).look();
  const findings = known.map((disk) => judge(disk, config.thresholds));
  if (silent !== null)
    findings.push(
      notice(`${describeSilent(silent)}.`, 'See whether that disk, or the share that it is, still answers.'),
    );
  return findings.length > 0 ? findings : [fine(NO_DISK)];
}

function judge(disk: Disk, thresholds: Thresholds): Finding {
  const level = judgeDisk(disk, thresholds);
  const words = `${describeDisk(disk)}.`;
  if (level === null) return fine(words);
  const advice =
    'Once it is full, no message can be saved and no backup made: remove what is not needed there, or give it more room.';
  return level === 'CRITICAL' ? fault(words, advice) : notice(words, advice);
}
