import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { askInTime } from './ask-in-time.ts';
import { type DiskOfFolder, readDisk } from './read-disk.ts';

type Content = 'data' | 'backups' | 'logs' | 'copies of backups';
type Folders = Readonly<Partial<Record<Content, string>>>;

export interface Disk extends Omit<DiskOfFolder, 'device'> {
  /** What of BookChat lies on it. */
  readonly holds: readonly Content[];
}

export interface Disks {
  /** Those with a size. */
  readonly known: readonly Disk[];
  /** The first that does not say how full it is, and why; the others are known all the same. */
  readonly silent: { readonly holds: Content; readonly reason: unknown } | null;
}

export interface DiskWatch {
  /** Null until the first look has ended. */
  readonly latest: Disks | null;
  /** Looks again, for some seconds at most. */
  look(): Promise<Disks>;
  /** Looks again, without waiting, where the last look is some seconds old. */
  keepFresh(): void;
}

const FRESH_MS = 10_000;

export function watchDisks(folders: Folders, clock: Clock, read = readDisk): DiskWatch {
  const questions = Object.entries(folders).map(([holds, folder]) =>
    createQuestion(
      holds as Content,
      askInTime(() => read(folder), clock),
    ),
  );
  let latest: Disks | null = null;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<Disks> | null = null;

  return {
    get latest() {
      return latest;
    },
    look,
    keepFresh() {
      if (performance.now() - lookedAtMs > FRESH_MS) void look();
    },
  };

  function look(): Promise<Disks> {
    looking ??= readAll();
    return looking;
  }

  async function readAll(): Promise<Disks> {
    latest = toDisks(await Promise.all(questions.map((ask) => ask())));
    lookedAtMs = performance.now();
    looking = null;
    return latest;
  }
}

export function foldersOf({ dataDir, backups, logs }: Config): Folders {
  return {
    data: dataDir,
    backups: backups.dir,
    logs: logs.dir,
    ...(backups.copyDir === null ? {} : { 'copies of backups': backups.copyDir }),
  };
}

type Answer = { readonly holds: Content } & ({ readonly disk: DiskOfFolder } | { readonly reason: unknown });

function createQuestion(holds: Content, ask: () => Promise<DiskOfFolder>): () => Promise<Answer> {
  return () =>
    ask().then(
      (disk) => ({ holds, disk }),
      (reason) => ({ holds, reason }),
    );
}

/** Folders on one disk are one disk; one without a size is none. */
function toDisks(answers: readonly Answer[]): Disks {
  const disks = new Map<number, Disk>();
  for (const answer of answers)
    if ('disk' in answer && answer.disk.totalBytes > 0) {
      const { device, ...room } = answer.disk;
      disks.set(device, { ...room, holds: [...(disks.get(device)?.holds ?? []), answer.holds] });
    }
  return { known: [...disks.values()], silent: answers.find((answer) => 'reason' in answer) ?? null };
}
