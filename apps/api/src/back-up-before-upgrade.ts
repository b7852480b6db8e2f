import { sql } from 'kysely';
import type { Config } from './config.ts';
import type { BeforeMigration } from './db/migrate.ts';
import { type Backups, createBackups, describeBackup, fileSource } from './features/backups/index.ts';
import { systemClock } from './lib/clock.ts';
import type { ServerLog } from './plugins/logging/index.ts';
import { StartError } from './start-error.ts';

/** For whatever else is at work on the backups, such as a command. */
const PATIENCE_MS = 60_000;

/**
 * What makes a verified backup before a new version changes the database; undefined where nobody wants that. Where it
 * was made and the start failed after it, it is not made again at each further one: they would push out all the others.
 * The callback throws StartError where the backup cannot be made.
 */
export function backUpBeforeUpgrade(config: Config, log: ServerLog): BeforeMigration | undefined {
  if (!config.backups.beforeUpgrade) return undefined;
  return async (db) => {
    const backups = openBackups(config, log);
    const { position } = await db
      .selectFrom('changes')
      .select(({ fn }) => fn.coalesce(fn.max('position'), sql<number>`0`).as('position'))
      .executeTakeFirstOrThrow();
    if (await wasMade(backups, position)) return;
    say(log, 'this version changes the database: a backup is made first');
    say(log, `${await make(backups)}; now the database is brought up to date`);
  };
}

function openBackups({ backups, database }: Config, { logger }: ServerLog): Backups {
  return createBackups({
    config: backups,
    source: fileSource(database),
    clock: systemClock,
    listener: {
      made: () => {},
      failed: () => {},
      pruned: () => {},
      notPruned: (err) => logger.warn({ err }, 'old backups could not be removed'),
      copiedAside: () => {},
      notCopiedAside: (err) => logger.warn({ err }, 'the backup could not be copied to BACKUP_COPY_DIR'),
    },
  });
}

async function wasMade(backups: Backups, position: number): Promise<boolean> {
  const [newest] = (await backups.list()).backups;
  return newest?.reason === 'before_upgrade' && newest.position === position;
}

async function make(backups: Backups): Promise<string> {
  try {
    const made = await backups.make('before_upgrade', { waitUntil: AbortSignal.timeout(PATIENCE_MS) });
    return `the backup ${made.file} was made and verified (${describeBackup(made)})`;
  } catch (error) {
    throw new StartError(
      `This version changes the database, and the backup before that failed. ${(error as Error).message} Nothing was ` +
        'changed. Put that right and start again; or, to go without, start with BACKUP_BEFORE_UPGRADE=no.',
    );
  }
}

/** Whoever waits for the start should know why it takes longer, however little they want logged. */
function say({ logger, tell }: ServerLog, message: string): void {
  if (logger.isLevelEnabled('info')) logger.info(message);
  else tell(message);
}
