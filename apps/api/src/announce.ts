import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { AdminToken } from './plugins/access/index.ts';

interface Announcement {
  readonly url: string;
  readonly config: Config;
  readonly admin: AdminToken;
  readonly migrated: readonly string[];
  readonly logger: Logger;
}

/** Tells the operator where the server is and what they should know about this start. */
export function announce({ url, config, admin, migrated, logger }: Announcement): void {
  logger.debug({ config }, 'configuration');
  if (migrated.length > 0) logger.info({ migrated }, 'the database was brought up to date');
  if (admin.isNew) logger.info(`an admin token was made: it is in ${admin.file}, readable by you alone`);
  if (config.archive.repository !== null)
    logger.warn('GITHUB_REPOSITORY is set, but this version does not write an archive yet');
  if (config.openAccess === 'network')
    logger.warn('ALLOW_OPEN_ACCESS=yes: whoever can reach this server can read and write');
  logger.info({ url, environment: config.environment }, `BookChat is ready at ${url}`);
}
