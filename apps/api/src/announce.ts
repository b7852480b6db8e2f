import type { Config } from './config.ts';
import type { Database } from './db/open-database.ts';
import type { AdminToken } from './plugins/access/index.ts';
import type { ServerLog } from './plugins/logging/index.ts';

interface Announcement {
  readonly url: string;
  readonly config: Config;
  readonly admin: AdminToken;
  readonly database: Pick<Database, 'migrated' | 'recovered'>;
  readonly log: ServerLog;
  /** By which the first account is made; null where there is no need. */
  readonly setUpLink: string | null;
}

const OUTCOMES = {
  'until now': '; now they cannot',
  still: ', and still can: make it readable by you alone',
} as const;

/** Tells the operator where the server is and what they should know about this start. */
export function announce({ url, config, admin, database, log, setUpLink }: Announcement): void {
  const { logger } = log;
  const { migrated, recovered } = database;
  logger.trace({ config }, 'configuration');
  if (recovered !== null) logger.warn(recovered);
  if (migrated.length > 0) logger.info({ migrated }, 'the database was brought up to date');
  if (admin.isNew) logger.info(`an admin token was made: it is in ${admin.file}, readable by you alone`);
  if (admin.openToOthers !== 'never')
    logger.warn(
      `others on this machine could read the admin token in ${admin.file}${OUTCOMES[admin.openToOthers]}`,
    );
  if (config.openAccess === 'network')
    logger.warn('ALLOW_OPEN_ACCESS=yes: whoever can reach this server can read and write');
  announceAddress(url, config, log);
  if (setUpLink !== null) announceSetUp(setUpLink, log);
}

/** Whoever started it needs the address, however little they want logged. */
function announceAddress(url: string, { environment }: Config, { logger, tell }: ServerLog): void {
  const message = `BookChat is ready at ${url}`;
  if (logger.isLevelEnabled('info')) logger.info({ url, environment }, message);
  else tell(message);
}

/** It is a secret: the terminal alone gets it, and no log. */
function announceSetUp(link: string, { tell }: ServerLog): void {
  tell('Nobody has an account yet. Whoever opens this link within 24 hours makes the first one, the owner:');
  tell(link);
}
