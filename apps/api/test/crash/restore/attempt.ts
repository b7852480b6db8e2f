import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fillPath, restoreBackup } from '@bookchat/shared';
import { beginProcess, startProcess } from '../../start-process.ts';
import { AS_ADMIN, type Scene, SETTINGS } from './scene.ts';

export const WAYS = ['api', 'cli'] as const;
export type Way = (typeof WAYS)[number];

/** When the process is killed: so many milliseconds after the restore was begun, or once something is there. */
export type Moment =
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'sign'; readonly sign: Sign };

/** What can be seen of a restore in the data folder, in order. */
export const SIGNS = {
  'the copy is begun': ({ names }) => names.includes('bookchat.db.incoming'),
  'the copy is whole': ({ incoming, backup }) => incoming >= backup,
  'its journal is there': ({ names }) => names.includes('bookchat.restore'),
  'the old files have a folder': ({ names }) => names.some((name) => name.startsWith('replaced_')),
  'the copy has its name': ({ names }) =>
    names.some((name) => name.startsWith('replaced_')) && !names.includes('bookchat.db.incoming'),
} as const satisfies Record<string, (seen: Seen) => boolean>;
export type Sign = keyof typeof SIGNS;

interface Seen {
  readonly names: readonly string[];
  /** Bytes of the copy, and of what is copied. */
  readonly incoming: number;
  readonly backup: number;
}

const LOOK_AGAIN_MS = 1;

interface Victim {
  kill(): void;
  /** Settles when the restore is over, or its process is. */
  readonly over: Promise<unknown>;
}

export interface Entries {
  readonly server: string;
  readonly cli: string;
}

/** Begins a restore in a copy of the scene, and kills its process. @returns the folder, and whether it was in time. */
export async function restoreAndKill(
  scene: Scene,
  entries: Entries,
  { way, moment }: { way: Way; moment: Moment },
): Promise<{ dataDir: string; killed: boolean }> {
  const dataDir = scene.copy();
  const victim =
    way === 'api' ? await beginInServer(scene, entries, dataDir) : beginAlone(scene, entries, dataDir);
  const over = victim.over.then(() => 'over' as const);
  const time = moment.kind === 'after' ? wait(moment.ms) : untilSeen(dataDir, scene, moment.sign, over);
  const first = await Promise.race([over, time.then(() => 'in time' as const)]);
  victim.kill();
  await over;
  return { dataDir, killed: first === 'in time' };
}

async function beginInServer(scene: Scene, entries: Entries, dataDir: string): Promise<Victim> {
  const server = await startProcess({ dataDir, entry: entries.server, env: SETTINGS });
  const path = fillPath(restoreBackup, { id: scene.backupId });
  // The kill takes the answer.
  const asked = fetch(`${server.url}${path}`, { method: 'POST', headers: AS_ADMIN }).catch(() => null);
  return {
    kill: () => server.kill('SIGKILL'),
    over: Promise.race([server.ended, asked.then(() => server.kill('SIGKILL')).then(() => server.ended)]),
  };
}

function beginAlone(scene: Scene, entries: Entries, dataDir: string): Victim {
  const args = ['restore', scene.backupId];
  const { kill, ended } = beginProcess({ dataDir, entry: entries.cli, args, env: SETTINGS });
  return { kill: () => kill('SIGKILL'), over: ended };
}

/** What it looks for may be there for some milliseconds alone. */
async function untilSeen(
  dataDir: string,
  { backupId }: Scene,
  sign: Sign,
  over: Promise<unknown>,
): Promise<void> {
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  const backup = sizeOf(join(dataDir, 'backups', `backup_${backupId}.db`));
  while (!isOver) {
    const incoming = sizeOf(join(dataDir, 'bookchat.db.incoming'));
    if (SIGNS[sign]({ names: readdirSync(dataDir), incoming, backup })) return;
    await wait(LOOK_AGAIN_MS);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
