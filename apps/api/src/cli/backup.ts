import { describeBackup } from '../features/backups/index.ts';
import { untilInterrupted } from './interruption.ts';
import { openBackups } from './open-backups.ts';
import { print } from './print.ts';
import { readConfig } from './read-config.ts';
import { showProgress } from './show-progress.ts';

/** Makes a backup and says what it is called. */
export async function backup(): Promise<undefined> {
  const config = readConfig();
  const backups = openBackups(config);
  const display = showProgress();
  const startedAt = performance.now();
  try {
    const made = await untilInterrupted((signal) =>
      backups.make('command_line', { signal, onProgress: display.show }),
    );
    display.end();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    print(`Backup ${made.id} was made and verified in ${seconds} s: ${describeBackup(made)}.`);
    print(backups.filesOf(made.id).database);
  } catch (error) {
    display.end();
    throw error;
  }
}
