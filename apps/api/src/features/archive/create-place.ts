import { existsSync } from 'node:fs';
import type { Config, Secrets } from '../../config.ts';
import type { Database as OpenDatabase } from '../../db/open-database.ts';
import type { Clock } from '../../lib/clock.ts';
import { readGithubToken } from '../../lib/kept-github-token.ts';
import { findGit } from './git-program/find-git.ts';
import { cloneArchive } from './history/clone-archive.ts';
import type { Place } from './place.ts';
import type { Credentials } from './targets/github/credentials.ts';
import { describeCheck } from './targets/github/describe-check.ts';
import { createGithubTarget } from './targets/github/github-target.ts';
import { cloneUrlOf, webAddressOf } from './targets/github/web-address-of.ts';
import { createLocalTarget } from './targets/local/create-local-target.ts';
import { createLocalShelf } from './targets/local/local-shelf.ts';
import { createProcessTarget } from './targets/local/process/create-process-target.ts';
import { TargetError } from './targets/target-error.ts';
import { createWriteBudget, NO_BUDGET, toBatches } from './writing/write-budget.ts';
import { createWriteLog } from './writing/write-log.ts';

/** The server's, or one that is only read. */
type Database = Pick<OpenDatabase, 'prepareRead' | 'prepareWrite' | 'transact'>;

/**
 * With a second between two writes, six times a minute at most that a branch is moved:
 * https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits
 */
const WRITE_PAUSES_PER_BATCH = 10;

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Is told of each token before it is used: another process may have put it there. */
  readonly hide?: (secret: string) => void;
}

/** The repository on GitHub where one is set up, else one beside the database. */
export function createPlace(database: Database, options: Options): Place {
  const { repository } = options.config.archive;
  return repository === null ? localPlace(options) : githubPlace(database, repository, options);
}

function localPlace({ config }: Options): Place {
  const target = createProcessTarget({ dir: config.archive.dir });
  return {
    kind: 'local',
    target,
    shelf: createLocalShelf({ dir: config.archive.dir }),
    name: 'this server',
    branch: null,
    url: null,
    commitUrl: null,
    budget: NO_BUDGET,
    batchesPerHour: null,
    pauseBetweenBatchesMs: 0,
    isPublic: () => null,
    quota: () => null,
    token: () => null,
    requests: () => 0,
    async check(signal) {
      const git = await findGit(signal);
      if (git.kind !== 'found') throw new TargetError('denied', git.words);
      return `the archive is ${config.archive.dir}, kept by git ${git.version}`;
    },
    lookAround: async () => {},
    tidy: async (signal) => void (await target.tidy(signal)),
    close: target.close,
    /** What has left the database may have been brought here by hand from the place before. */
    findElsewhere: (hash, signal) => target.readBlob(hash, signal).catch(() => null),
    copyTo: async () => config.archive.dir,
  };
}

function githubPlace(
  database: Database,
  repository: string,
  { config, secrets, clock, hide }: Options,
): Place {
  const { apiUrl, branch, dir, writePauseMs: pauseBetweenWritesMs, writesPerHour } = config.archive;
  const credentials = toCredentials(config, secrets, hide);
  const writes = createWriteLog(database, clock);
  const target = createGithubTarget({
    repository,
    branch,
    apiUrl,
    credentials,
    clock,
    pauseBetweenWritesMs,
    writes,
  });
  const url = webAddressOf(apiUrl, repository);
  let isPublic: boolean | null = null;
  return {
    kind: 'github',
    target,
    shelf: null,
    name: repository,
    branch,
    url,
    commitUrl: `${url}/commit/{hash}`,
    budget: createWriteBudget(clock, writesPerHour, writes),
    batchesPerHour: toBatches(writesPerHour),
    pauseBetweenBatchesMs: WRITE_PAUSES_PER_BATCH * pauseBetweenWritesMs,
    isPublic: () => isPublic,
    quota: () => target.quota,
    token: () => target.token,
    requests: () => target.requests,
    async check(signal) {
      const found = await target.checkRepository(signal);
      if (!found.reachable) throw new TargetError(found.trouble, found.message);
      ({ isPublic } = found);
      if (found.canPush === false || found.isArchived) throw new TargetError('denied', describeCheck(found));
      return describeCheck(found);
    },
    async lookAround(signal) {
      isPublic = await target.readIsPublic(signal);
    },
    tidy: async () => {},
    close: async () => {},
    async copyTo(to, signal) {
      const token = await target.getToken(signal);
      const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
      const from = cloneUrlOf(apiUrl, repository);
      await cloneArchive({ from, branch, to, header: `AUTHORIZATION: basic ${basic}`, signal });
      return to;
    },
    /** What was changed in the database since may still be in the archive from before GitHub. */
    findElsewhere: async (hash, signal) =>
      existsSync(dir)
        ? createLocalTarget({ dir })
            .readBlob(hash, signal)
            .catch(() => null)
        : null,
  };
}

export function toCredentials(
  { dataDir, archive: { app } }: Config,
  { githubToken, githubAppKey }: Secrets,
  hide: (secret: string) => void = () => {},
): Credentials {
  if (app !== null && githubAppKey !== null)
    return {
      kind: 'app',
      appId: app.id,
      installationId: Number(app.installationId),
      privateKey: githubAppKey,
    };
  return { kind: 'token', read: hiding(() => readGithubToken(dataDir, githubToken) ?? '', hide) };
}

function hiding(read: () => string, hide: (secret: string) => void): () => string {
  let last = '';
  return () => {
    const token = read();
    if (token !== last && token !== '') hide(token);
    last = token;
    return token;
  };
}
