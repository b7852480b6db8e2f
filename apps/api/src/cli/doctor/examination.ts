import type { Config, Secrets } from '../../config.ts';
import { DatabaseError } from '../../db/database-error.ts';
import { type DatabaseBeside, openBeside } from '../../db/open-beside.ts';
import {
  type ArchiveSettings,
  askGithub,
  type GithubAnswer,
  type OpenArchive,
  openArchive,
} from '../../features/archive/index.ts';
import { systemClock } from '../../lib/clock.ts';
import type { WorkerOptions } from '../../lib/run-in-worker.ts';

/** What the checks look at; what several of them need is looked at once. */
export interface Examination extends ArchiveSettings {
  readonly options: WorkerOptions & { readonly signal: AbortSignal };
  /** @throws DatabaseError where it cannot be read. */
  database(): DatabaseBeside;
  readonly hasArchive: boolean;
  /** What the database knows of the archive; null where there is none, or the database cannot be read. */
  findArchive(): OpenArchive | null;
  /** Null where the archive is not on GitHub, or nothing may be asked of it for now. */
  github(): Promise<GithubAnswer | null>;
  close(): void;
}

interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly options: Examination['options'];
}

export function createExamination({ config, secrets, options }: Parts): Examination {
  const settings = { config, secrets, clock: systemClock };
  const hasArchive = config.archive.isOn && config.database !== ':memory:';
  const database = once(() => openBeside(config.database));
  const archive = once(() => openArchive(database.get(), settings));
  const github = once(async () => {
    const { repository } = config.archive;
    if (repository === null || !hasArchive || isBlocked()) return null;
    return askGithub(repository, settings, options.signal);
  });
  return {
    ...settings,
    options,
    database: database.get,
    hasArchive,
    findArchive,
    github: github.get,
    close: () => database.made()?.close(),
  };

  function findArchive(): OpenArchive | null {
    try {
      return hasArchive ? archive.get() : null;
    } catch (error) {
      if (error instanceof DatabaseError) return null;
      throw error;
    }
  }

  /** Where nobody knows, GitHub says so itself. */
  function isBlocked(): boolean {
    return (findArchive()?.condition().blockedUntil ?? null) !== null;
  }
}

function once<Made>(make: () => Made): { get(): Made; made(): Made | null } {
  let made: { readonly it: Made } | null = null;
  return {
    get() {
      made ??= { it: make() };
      return made.it;
    },
    made: () => made?.it ?? null,
  };
}
