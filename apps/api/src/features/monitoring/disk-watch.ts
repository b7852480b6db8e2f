import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Config } from '../../config.ts';

type Content = 'data' | 'backups' | 'logs';

export interface Disk {
  /** What of BookChat lies on it. */
  readonly holds: readonly Content[];
  /** What this process may still use; the system keeps some for root. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface DiskWatch {
  /** Null until the first look has ended; empty where it failed. */
  readonly latest: readonly Disk[] | null;
  /** Looks again. A disk that does not answer is asked once, and not by ever more threads. */
  look(): Promise<readonly Disk[]>;
  /** Looks again, without waiting, where the last look is some seconds old. */
  keepFresh(): void;
}

const FRESH_MS = 10_000;

export function watchDisks(folders: Readonly<Record<Content, string>>): DiskWatch {
  let latest: readonly Disk[] | null = null;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<readonly Disk[]> | null = null;

  return {
    get latest() {
      return latest;
    },
    look,
    keepFresh() {
      // The task that looks each minute tells of a failure.
      if (performance.now() - lookedAtMs > FRESH_MS) look().catch(() => undefined);
    },
  };

  function look(): Promise<readonly Disk[]> {
    looking ??= readAll();
    return looking;
  }

  async function readAll(): Promise<readonly Disk[]> {
    let disks: readonly Disk[] = [];
    try {
      disks = await readDisks(folders);
      return disks;
    } finally {
      latest = disks;
      lookedAtMs = performance.now();
      looking = null;
    }
  }
}

export function foldersOf({ dataDir, backups, logs }: Config): Record<Content, string> {
  return { data: dataDir, backups: backups.dir, logs: logs.dir };
}

/** Folders on one disk are one disk; one without a size, as some virtual ones are, is none. */
async function readDisks(folders: Readonly<Record<Content, string>>): Promise<Disk[]> {
  const disks = new Map<number, Disk>();
  for (const [content, folder] of Object.entries(folders) as [Content, string][]) {
    const { device, freeBytes, totalBytes } = await readDisk(folder);
    const holds = [...(disks.get(device)?.holds ?? []), content];
    if (totalBytes > 0) disks.set(device, { holds, freeBytes, totalBytes });
  }
  return [...disks.values()];
}

/** Of a folder that is not there yet, the disk is that of the folder in which it will be made. */
async function readDisk(folder: string): Promise<{ device: number; freeBytes: number; totalBytes: number }> {
  try {
    const [{ dev }, { bavail, blocks, bsize }] = await Promise.all([stat(folder), statfs(folder)]);
    return { device: dev, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    return readDisk(parent);
  }
}
