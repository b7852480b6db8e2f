import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';

/** Files are turned over at 1 MiB; of one that is larger all the same, only the end is looked at. */
const MAX_BYTES = 4 * 1024 * 1024;
/** So that a long search holds up nobody. */
const LINES_AT_ONCE = 500;
const NEW_LINE = 0x0a;

/** The lines of files that are gone through, the last of the first file first; one file is in memory at a time. */
export async function* readLinesBackwards(paths: readonly string[]): AsyncGenerator<string> {
  const seen = new Set<string>();
  let passed = 0;
  for (const path of paths) {
    const bytes = await readEnd(path, seen);
    for (const line of linesBackwards(bytes)) {
      passed += 1;
      if (passed % LINES_AT_ONCE === 0) await setImmediate();
      yield line;
    }
  }
}

/**
 * Empty where there is none, or none that can be read; nor is one read again that was turned over meanwhile, and has
 * another name now.
 */
async function readEnd(path: string, seen: Set<string>): Promise<Buffer> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const { size, dev, ino } = await file.stat();
    const identity = `${dev}:${ino}`;
    if (seen.has(identity)) return Buffer.alloc(0);
    seen.add(identity);
    const length = Math.min(size, MAX_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } catch {
    return Buffer.alloc(0);
  } finally {
    await file?.close();
  }
}

function* linesBackwards(bytes: Buffer): Generator<string> {
  let end = bytes.length;
  while (end > 0) {
    const start = bytes.lastIndexOf(NEW_LINE, end - 1) + 1;
    if (start < end) yield bytes.toString('utf8', start, end);
    end = start - 1;
  }
}
