import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { parseConfig } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/db/open-database.ts';
import { assembleArchive } from '../../src/features/archive/assemble-archive.ts';
import { createPlace } from '../../src/features/archive/create-place.ts';
import { createGithubTarget } from '../../src/features/archive/targets/github/github-target.ts';
import { createLocalTarget } from '../../src/features/archive/targets/local/create-local-target.ts';
import type { Target } from '../../src/features/archive/targets/target.ts';
import { NO_BUDGET } from '../../src/features/archive/writing/write-budget.ts';
import { createChangeLog } from '../../src/features/changes/change-log.ts';
import { createClock, type TestClock } from '../create-clock.ts';
import type { GithubDouble } from '../github/github-double.ts';
import { withGithub } from '../with-github.ts';
import { CrashError } from './crash-error.ts';
import { createCrashPoints } from './crash-points.ts';

/** A database and a place for its archive, which outlive each process that works on them. */
export interface World {
  readonly database: Database;
  readonly clock: TestClock;
  readonly target: Target;
  /** The repository that the archive is in. */
  readonly gitDir: () => string;
  write(count: number): Promise<void>;
  /**
   * One process: it makes some passes, and may end in the midst.
   * @param isCalm whether it waits for an answer as long as a busy machine takes, as nothing is in its way any more.
   * @returns how many steps it took.
   */
  live(options?: { passes?: number; crashAt?: number | null; isCalm?: boolean }): Promise<number>;
  /** How many events the place does not hold, as a new process sees it. */
  backlog(): number;
  close(): Promise<void>;
}

/** What a fault that never answers costs. */
const TIMEOUT_MS = 40;
const LONG_TIMEOUT_MS = 10_000;
const LATER_MS = 20 * 60_000;

/** Where a GitHub is, and who may write there. */
export type GithubPlace = Pick<GithubDouble, 'url' | 'cloneUrl' | 'branch' | 'token' | 'gitDir'>;

/** @param github null for an archive beside the database. */
export async function createWorld(github: GithubPlace | null): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'bookchat-world-'));
  const database = await openDatabase(':memory:');
  const clock = createClock();
  const makeTarget = (timeoutMs: number): Target =>
    github === null
      ? createLocalTarget({ dir: join(folder, 'archive.git') })
      : toTarget(github, clock, timeoutMs);
  const target = makeTarget(TIMEOUT_MS);
  const patientTarget = makeTarget(LONG_TIMEOUT_MS);
  const insert = prepareInsert(database);
  const { config, secrets } = parseConfig({
    NODE_ENV: 'test',
    DATA_DIR: folder,
    ...(github === null ? {} : withGithub(github)),
  });
  const place = createPlace(database, { config, secrets, clock });

  return {
    database,
    clock,
    target: patientTarget,
    gitDir: () => github?.gitDir ?? join(folder, 'archive.git'),
    async write(count) {
      await database.transact(() => {
        const log = createChangeLog(database);
        for (let number = 0; number < count; number += 1) {
          const position = log.readLastPosition() + 1;
          const id = uuidv7();
          const content = `Message ${position}: “${'x'.repeat(position % 50)}” \u{1F4D6}`;
          insert.run({ position, id, content, created_at: new Date(clock.now()).toISOString() });
          log.append({ position, type: 'message.created', message_id: id });
        }
      });
    },
    async live({ passes = 1, crashAt = null, isCalm = false } = {}) {
      const points = createCrashPoints(crashAt);
      const life = new AbortController();
      try {
        const archive = assemble(points.database(database), points.target(isCalm ? patientTarget : target));
        for (let pass = 0; pass < passes; pass += 1) {
          await archive.pass({ signal: life.signal, isByHand: true }).catch(endOfLife);
          clock.jump(LATER_MS);
        }
      } catch (error) {
        if (!(error instanceof CrashError)) throw error;
      } finally {
        life.abort();
      }
      return points.steps;
    },
    backlog: () => assemble(database, target).report.status().backlog ?? 0,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function assemble(over: Database, to: Target) {
    return assembleArchive({
      database: over,
      file: ':memory:',
      changeLog: createChangeLog(over),
      // As a server's, but that its limits are none, and that nothing but its branch is ever asked or done.
      place: {
        ...place,
        target: to,
        budget: NO_BUDGET,
        isPublic: () => false,
        lookAround: nothing,
        tidy: nothing,
      },
      alarms: { raise: () => {}, clear: () => {}, listen: () => {} },
      clock,
      log: pino({ level: 'silent' }),
      isAtHome: true,
      pause: nothing,
      publicNoticeMs: 0,
    });
  }
}

async function nothing(): Promise<void> {}

/** What the place did wrong is the archive's business; a crash is not. */
function endOfLife(error: unknown): void {
  if (error instanceof CrashError) throw error;
}

function toTarget(github: GithubPlace, clock: TestClock, timeoutMs: number): Target {
  return createGithubTarget({
    repository: new URL(github.cloneUrl).pathname.slice(1, -'.git'.length),
    branch: github.branch,
    apiUrl: new URL(github.url),
    credentials: { kind: 'token', read: () => github.token ?? 'none' },
    clock,
    pauseBetweenWritesMs: 0,
    timeoutMs,
  });
}

function prepareInsert(database: Database) {
  return database.prepareWrite<
    { position: number; id: string; content: string; created_at: string },
    unknown
  >((db, parameter) =>
    db.insertInto('messages').values({
      position: parameter('position'),
      id: parameter('id'),
      room: 'general',
      author: 'alice',
      content: parameter('content'),
      created_at: parameter('created_at'),
      synced: 0,
    }),
  );
}
