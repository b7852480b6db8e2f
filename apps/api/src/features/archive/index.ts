import type { ArchiveStatus } from '@bookchat/shared';
import fp from 'fastify-plugin';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { NO_ARCHIVE } from '../changes/index.ts';
import { createArchive } from './create-archive.ts';
import type { GithubAccess } from './github-access.ts';
import { addArchiveRoutes } from './routes.ts';
import { verifiedUpTo } from './verified-up-to.ts';

export { askGithub, type GithubAnswer } from './check-up/ask-github.ts';
export { type ArchiveSettings, type OpenArchive, openArchive } from './check-up/open-archive.ts';
export { readStanding, type Standing } from './check-up/read-standing.ts';
export { type TokenTrial, tryGithubToken } from './check-up/try-github-token.ts';
export { type VerifiedBeside, verifyBeside } from './check-up/verify-beside.ts';
export { toCredentials } from './create-place.ts';
export { describeVerification } from './describe-verification.ts';
export { findGit } from './git-program/find-git.ts';
export { describeRefused, describeSummary } from './restoring/describe-restore.ts';
export { parseAsOf } from './restoring/find-commits.ts';
export { findSource, type RestoreSource } from './restoring/find-source.ts';
export { type ArchiveRestoreEnd, restoreArchive } from './restoring/restore-archive.ts';
export { targetNameOf } from './target-name-of.ts';
export { describeCheck } from './targets/github/describe-check.ts';
export { createGithubClient, type GithubClient } from './targets/github/github-client.ts';
export { createGuardedFetch, UNCOUNTED } from './targets/github/guarded-fetch.ts';
export { TargetError } from './targets/target-error.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly archive: {
      /** How the archive does. */
      status(): ArchiveStatus;
      /** Null where no token opens it. */
      readonly github: GithubAccess | null;
      /** The place as the database knows it; null where there is no archive. */
      readonly target: string | null;
      /**
       * Compares all of it with the database. @returns the last batch that the place holds for certain; -1 for none.
       * @throws AlarmedError where it differs or cannot be asked; or the signal's reason.
       */
      verifiedUpTo(signal: AbortSignal): Promise<number>;
      /** When the oldest change that no commit holds was written; null where none waits. */
      oldestWaitingAt(): string | null;
    };
  }
}

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Keeps a secret that comes to be while the server runs out of whatever is logged, stored or sent. */
  readonly hide: (secret: string) => void;
}

export const archiveFeature = fp<Options>(
  async (app, options) => {
    const { config } = options;
    const archive =
      config.archive.isOn && config.database !== ':memory:' ? createArchive(app, options) : null;
    app.decorate('archive', {
      status: () => archive?.report.status() ?? NO_ARCHIVE,
      github: archive?.github ?? null,
      target: archive?.target ?? null,
      verifiedUpTo: async (signal) => (archive === null ? -1 : verifiedUpTo(archive.verify, signal)),
      oldestWaitingAt: () => archive?.report.oldestWaitingAt() ?? null,
    });
    if (archive !== null) app.changeLog.reportArchive({ read: () => archive.report.status() });
    addArchiveRoutes(app, archive);
  },
  { name: 'archive', dependencies: ['database', 'alarms', 'changes', 'messages', 'scheduler', 'backups'] },
);
