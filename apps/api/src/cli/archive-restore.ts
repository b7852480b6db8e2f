import { dirname, join } from 'node:path';
import type { Config, Secrets } from '../config.ts';
import { DataDirInUseError } from '../db/lock-data-dir.ts';
import { ensureDataDir } from '../ensure-data-dir.ts';
import {
  type ArchiveRestoreEnd,
  describeRefused,
  describeSummary,
  findSource,
  parseAsOf,
  type RestoreSource,
  restoreArchive,
  TargetError,
} from '../features/archive/index.ts';
import { toPlainLine } from '../lib/to-plain-line.ts';
import { StartError } from '../start-error.ts';
import { ask } from './ask.ts';
import type { Given } from './command.ts';
import { EXIT_FAILURE, EXIT_PARTLY } from './exit-codes.ts';
import { InterruptedError, untilInterrupted } from './interruption.ts';
import { print, printNote } from './print.ts';
import { readSettings } from './read-config.ts';
import { showProgress } from './show-progress.ts';
import { withoutFigures } from './without-figures.ts';

interface Asked {
  readonly source: RestoreSource;
  readonly asOf: string | null;
}

const MAX_LINE = 500;

/** Makes the conversation anew of the archive alone, and says what came of it. */
export async function archiveRestore({ values, flags }: Given): Promise<number | undefined> {
  const settings = readSettings();
  ensureFile(settings.config);
  const asked = readAsked(values, settings);
  ensureDataDir(settings.config.dataDir);
  if (!flags.has('yes') && !(await isWanted(asked, settings.config))) {
    printNote('Nothing was changed.');
    return EXIT_FAILURE;
  }
  return restore(settings.config, asked);
}

function ensureFile({ database }: Config): void {
  if (database === ':memory:')
    throw new StartError(
      'DATABASE_URL says :memory:, and a server that starts with that begins empty each time.',
    );
}

function readAsked(
  values: Given['values'],
  settings: { readonly config: Config; readonly secrets: Secrets },
): Asked {
  const asOf = values.get('as-of');
  return inWords(() => ({
    asOf: asOf === undefined ? null : parseAsOf(asOf),
    source: findSource(values.get('from') ?? null, settings),
  }));
}

/** Whoever runs it from a script has decided already. */
function isWanted({ source, asOf }: Asked, { dataDir }: Config): Promise<boolean> {
  const until = asOf === null ? '' : ` up to the commit ${asOf}`;
  return ask(
    `The conversation in ${dataDir}, which must be empty, becomes what the archive ${toPlainLine(source.name, MAX_LINE)} ` +
      `holds${until}. Go on?`,
  );
}

async function restore(config: Config, asked: Asked): Promise<number | undefined> {
  const display = showProgress();
  const show = process.stderr.isTTY ? display.show : withoutFigures(display.show);
  const startedAt = performance.now();
  try {
    const end = await untilInterrupted((signal) =>
      restoreArchive(config, asked, { signal, onProgress: show, onNote: note }),
    );
    display.end();
    tell(end, { config, source: asked.source, seconds: (performance.now() - startedAt) / 1_000 });
    return end.summary.refused === 0 ? undefined : EXIT_PARTLY;
  } catch (error) {
    display.end();
    if (error instanceof InterruptedError)
      printNote('What was read so far is kept: the same command goes on from there.');
    throw explain(error, config);
  }

  function note(text: string): void {
    display.end();
    printNote(text);
  }
}

function tell(
  { summary, asOf, report, keptAside, notCarried }: ArchiveRestoreEnd,
  {
    config,
    source,
    seconds,
  }: { readonly config: Config; readonly source: RestoreSource; readonly seconds: number },
): void {
  const until = asOf === null ? '' : ` up to the commit ${asOf}`;
  const name = toPlainLine(source.name, MAX_LINE);
  print(`The archive ${name} was restored${until} in ${seconds.toFixed(1)} s:`);
  for (const line of describeSummary(summary)) print(line);
  for (const line of describeRefused(summary, report)) print(line);
  if (keptAside !== null)
    print(
      `The empty database from before is in ${join(dirname(config.database), keptAside)} until the next verified backup.`,
    );
  if (notCarried !== null) printNote(`Alerts, breaches and the runs of tasks begin anew: ${notCarried}.`);
}

function inWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof TargetError ? new StartError(error.message, { cause: error }) : error;
  }
}

function explain(error: unknown, { dataDir }: Config): unknown {
  if (error instanceof TargetError) return new StartError(error.message, { cause: error });
  if (error instanceof DataDirInUseError)
    return new StartError(
      `The BookChat server on ${dataDir} runs. Stop it and try again: the archive is restored into an empty data folder ` +
        'that nobody uses.',
    );
  return error;
}
