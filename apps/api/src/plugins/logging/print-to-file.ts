import { write } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Terminal } from './terminal.ts';

const writeSome = promisify(write);
const RETRY_MS = 100;
const NEW_LINE = 0x0a;

/**
 * Writes to an open file or device without holding up the caller. A disk that fills up within a line leaves
 * half of it; the next text then begins on a line of its own.
 */
export function printToFile(fd: number): Terminal['print'] {
  let midLine = false;

  return async (text) => {
    let rest = Buffer.from(midLine ? `\n${text}` : text);
    while (rest.length > 0) {
      const written = await writeWhenTaken(fd, rest);
      if (written > 0) midLine = rest[written - 1] !== NEW_LINE;
      rest = rest.subarray(written);
    }
  };
}

/** A terminal that was stopped with Ctrl-S, or that nobody reads, takes nothing for now. */
async function writeWhenTaken(fd: number, bytes: Buffer): Promise<number> {
  try {
    return (await writeSome(fd, bytes)).bytesWritten;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    await pause(RETRY_MS, undefined, { ref: false });
    return 0;
  }
}
