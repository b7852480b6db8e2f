import type { ArchiveVerification } from '@bookchat/shared';
import { ConfigError } from '../config.ts';
import { type DatabaseBeside, openBeside } from '../db/open-beside.ts';
import { explainStartError } from '../explain-start-error.ts';
import {
  describeVerification,
  TargetError,
  type VerifiedBeside,
  verifyBeside,
} from '../features/archive/index.ts';
import { systemClock } from '../lib/clock.ts';
import { formatNumber } from '../lib/format-number.ts';
import { toPlainLine } from '../lib/to-plain-line.ts';
import { StartError } from '../start-error.ts';
import { EXIT_FAILURE, EXIT_UNKNOWN } from './exit-codes.ts';
import { InterruptedError, untilInterrupted } from './interruption.ts';
import { print, printNote } from './print.ts';
import { readSettings } from './read-config.ts';
import { showProgress } from './show-progress.ts';

/** A path that somebody put into the repository may be of any length. */
const MAX_LINE = 500;
const MAX_TEXT = 2_000;

/** Compares the archive with the database, and names each difference. */
export async function archiveVerify(): Promise<number | undefined> {
  try {
    const { found, backlog } = await verify();
    tell(found, backlog);
    return found.same ? undefined : EXIT_FAILURE;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof InterruptedError) throw error;
    printNote(error instanceof TargetError ? error.message : explainStartError(error).message);
    return EXIT_UNKNOWN;
  }
}

async function verify(): Promise<VerifiedBeside> {
  const { config, secrets } = readSettings();
  if (!config.archive.isOn)
    throw new StartError('ARCHIVE says off, and so there is no archive. Set it to on to keep one.');
  return reading(config.database, async (database) => {
    const display = showProgress();
    try {
      return await untilInterrupted((signal) =>
        verifyBeside(database, { config, secrets, clock: systemClock }, { signal, onProgress: display.show }),
      );
    } finally {
      display.end();
    }
  });
}

async function reading<Result>(
  file: string,
  work: (database: DatabaseBeside) => Promise<Result>,
): Promise<Result> {
  const database = openBeside(file);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function tell(found: ArchiveVerification, backlog: number): void {
  print(toPlainLine(describeVerification(found), MAX_TEXT));
  for (const { path, problem } of found.differences) print(toPlainLine(`${path}: ${problem}`, MAX_LINE));
  const more = found.differing - found.differences.length;
  if (more > 0) print(`… and ${formatNumber(more)} more.`);
  if (backlog > 0)
    print(
      `${formatNumber(backlog)} ${backlog === 1 ? 'event is' : 'events are'} not archived yet, and not compared.`,
    );
}
