import { readStanding, TargetError } from '../../features/archive/index.ts';
import { describeStanding } from './describe-standing.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

/** Whether the archive is where the database believes it to be. */
export async function checkStanding(examination: Examination): Promise<Finding[]> {
  const { hasArchive, findArchive, config, options } = examination;
  if (!hasArchive) return [fine('There is none, as ARCHIVE says off, or the database is in memory.')];
  const archive = findArchive();
  if (archive === null)
    return [
      notice('What it should hold cannot be told.', 'See what is said of the database, which knows that.'),
    ];
  const { dir, repository, branch } = config.archive;
  if (repository !== null && !(await isReachable(examination))) return [];
  const where = repository === null ? dir : `the branch ${branch} of ${repository}`;
  try {
    return [describeStanding(await readStanding(archive, options.signal), where)];
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return [fault(`What ${where} holds could not be found out.`, error.message)];
  }
}

async function isReachable({ github }: Examination): Promise<boolean> {
  return (await github())?.check.reachable === true;
}
