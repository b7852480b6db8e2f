import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** Some megabytes come together in this time: as much as a disk takes while a post waits for it unnoticed. */
const PAUSE_MS = 4;

/**
 * Brings a file onto the disk piece by piece while `work` writes it. All of it at once, at the end, would make every
 * post wait for as long as that takes, since a disk and its file system do one thing after the other: in a trial with
 * 350 MB, 150 ms each, and 6 ms so.
 * @param onSize hears how long the file is by now.
 * @throws what `work` throws; or the system's error, after `work` has ended.
 */
export async function flushWhile<T>(
  path: string,
  work: () => Promise<T>,
  onSize: (bytes: number) => void,
): Promise<T> {
  const file = await open(path, 'r+');
  try {
    const working = work();
    const flushing = flushUntil(
      file,
      working.catch(() => undefined),
      onSize,
    );
    const [done, flushed] = await Promise.allSettled([working, flushing]);
    if (done.status === 'rejected') throw done.reason;
    if (flushed.status === 'rejected') throw flushed.reason;
    return done.value;
  } finally {
    await file.close();
  }
}

async function flushUntil(file: FileHandle, end: Promise<unknown>, onSize: (bytes: number) => void) {
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await setTimeout(PAUSE_MS);
    await file.datasync();
    onSize((await file.stat()).size);
  }
}
