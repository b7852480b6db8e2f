import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncFolder } from '../../lib/sync-folder.ts';
import { type RestoreFiles, SUFFIXES } from './restore-files.ts';
import { type RestoreJournal, writeJournal } from './restore-journal.ts';

type Step = () => unknown;

/**
 * Puts the incoming file into the place of the database, whose files go into a folder of their own. The process may
 * end after any step, and any may be run again: the journal, which the first one writes, has the next start go on.
 */
export function stepsForward(files: RestoreFiles, journal: RestoreJournal): Step[] {
  const { folder, database, incoming } = files;
  const { aside, old } = placesOf(files, journal);
  // Once the new one is in place, what is there is no longer the old one.
  const hasOld = (suffix: string) => existsSync(incoming) && existsSync(database + suffix);
  return [
    () => writeJournal(files, journal),
    () => SUFFIXES.some(hasOld) && mkdirSync(aside, { recursive: true, mode: 0o700 }),
    ...SUFFIXES.map((suffix) => () => hasOld(suffix) && renameSync(database + suffix, old + suffix)),
    () => existsSync(aside) && syncFolder(aside),
    () => syncFolder(folder),
    () => moveIfThere(incoming, database),
    () => syncFolder(folder),
  ];
}

/** Ends a restore whose database is in place. */
export function stepsToEnd({ folder, journal }: RestoreFiles): Step[] {
  return [() => rmSync(journal, { force: true }), () => syncFolder(folder)];
}

/** Undoes what `stepsForward` has done, wherever that stopped; these, too, may be run again. */
export function stepsBack(files: RestoreFiles, journal: RestoreJournal): Step[] {
  const { folder, database, incoming } = files;
  const { aside, old } = placesOf(files, journal);
  const isNewInPlace = () => !existsSync(incoming) && existsSync(journal.hadDatabase ? old : database);
  return [
    () => moveIfThere(files.journal, files.journalBack),
    () => syncFolder(folder),
    // The logs of the new one: the old one would take them for its own.
    () => isNewInPlace() && removeLogs(database),
    () => syncFolder(folder),
    () => (journal.hadDatabase ? moveIfThere(old, database) : rmSync(database, { force: true })),
    ...LOGS.map((suffix) => () => moveIfThere(old + suffix, database + suffix)),
    () => syncFolder(folder),
    () => rmSync(aside, { recursive: true, force: true }),
    () => rmSync(incoming, { force: true }),
    () => rmSync(files.journalBack, { force: true }),
    () => syncFolder(folder),
  ];
}

export function runSteps(steps: readonly Step[]): void {
  for (const step of steps) step();
}

const LOGS = SUFFIXES.slice(1);

function placesOf(
  { folder, database }: RestoreFiles,
  journal: RestoreJournal,
): { aside: string; old: string } {
  const aside = join(folder, journal.aside);
  return { aside, old: join(aside, basename(database)) };
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

function removeLogs(database: string): void {
  for (const suffix of LOGS) rmSync(database + suffix, { force: true });
}
