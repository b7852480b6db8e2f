import { accessSync, constants, type Stats, statSync } from 'node:fs';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

const OTHERS = 0o077;

/** Whether everything that is kept has a place, which is its owner's alone. */
export async function checkDataDir({ config }: Examination): Promise<Finding[]> {
  const { dataDir } = config;
  const stats = statSync(dataDir, { throwIfNoEntry: false });
  if (stats === undefined)
    return [
      notice(
        `There is no ${dataDir} yet.`,
        'The first start of the server makes it. If it has run before, set DATA_DIR to the folder that it uses.',
      ),
    ];
  if (!stats.isDirectory())
    return [fault(`${dataDir} is a file.`, 'Set DATA_DIR to a folder, or move that file away.')];
  if (!isWritable(dataDir))
    return [
      fault(
        `${dataDir} cannot be written to by this user.`,
        'Run `bookchat doctor` as the user that the server runs as; if that is this one, give it the folder.',
      ),
    ];
  if (isOpenToOthers(stats))
    return [
      notice(
        `Other users of this machine may look into ${dataDir}.`,
        `If that is not what you want: chmod go= "${dataDir}"`,
      ),
    ];
  return [fine(`${dataDir} is there, can be written to, and is open to nobody else.`)];
}

/** Also says no where the whole disk can only be read; nothing is written to try it. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Windows has no such modes. */
function isOpenToOthers({ mode }: Stats): boolean {
  return process.platform !== 'win32' && (mode & OTHERS) !== 0;
}
