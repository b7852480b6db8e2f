import { dirname, join } from 'node:path';
import { onBothCores } from '../processes/cores.ts';
import { runProcess } from '../processes/start-process.ts';
import type { Setting } from '../settings.ts';
import { productionSettings } from '../targets/start-bookchat.ts';
import { ARCHIVE_ON } from './operate.ts';

const ANY_PORT = 5002;

/**
 * Has the command make the data of a server of a whole archive, in a folder that is empty. It may use both cores, as
 * nothing else runs.
 * @returns how long that took, from the start of the process to its end.
 */
export async function restoreArchive(
  setting: Setting,
  archive: string,
): Promise<{ readonly folder: string; readonly seconds: number }> {
  const folder = setting.newFolder();
  const command = [process.execPath, join(dirname(setting.serverFile), 'cli.js'), ...toWords(archive)];
  const env = { ...productionSettings(ANY_PORT, folder), ...ARCHIVE_ON };
  const startedAt = performance.now();
  await runProcess(onBothCores(setting.cores, command), env);
  return { folder, seconds: (performance.now() - startedAt) / 1_000 };
}

function toWords(archive: string): string[] {
  return ['archive', 'restore', '--from', archive, '--yes'];
}
