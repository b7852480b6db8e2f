import { findGit } from '../../features/archive/index.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

/** Git's own program keeps the archive on this machine, and brings one back from wherever it is. */
export async function checkGit({ config, options }: Examination): Promise<Finding[]> {
  const { isOn, repository } = config.archive;
  const git = await findGit(options.signal);
  if (git.kind === 'found') return [fine(`Git ${git.version} is installed.`)];
  if (isOn && repository === null)
    return [fault('The archive on this machine needs git, and cannot be kept.', git.words)];
  return [notice('To restore the archive takes git.', git.words)];
}
