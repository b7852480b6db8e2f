import type { Config } from '../../config.ts';
import type { Alarms } from '../../plugins/alarms.ts';
import { checkDatabaseFile } from './check-database-file.ts';
import { checkDisks } from './check-disks.ts';
import { createLoopCheck } from './check-loop.ts';
import type { DatabaseFileWatch } from './database-file.ts';
import type { DiskWatch } from './disk-watch.ts';
import type { LoopWatch } from './loop-watch.ts';

export interface SelfCheckParts {
  readonly config: Config;
  readonly alarms: Alarms;
  readonly disks: DiskWatch;
  readonly loop: LoopWatch;
  readonly file: DatabaseFileWatch;
}

/** What can be seen from within the process, at little cost; answers how it stands, in words. */
export function createSelfCheck({ config, alarms, disks, loop, file }: SelfCheckParts) {
  const { thresholds } = config;
  const checkLoop = createLoopCheck(loop.createReader(), thresholds.eventLoopMs, alarms);

  return async (): Promise<string> => {
    checkDatabaseFile(file.look(), alarms);
    const busyness = checkLoop();
    return `${checkDisks(await disks.look(), thresholds, alarms)} ${busyness}`;
  };
}
