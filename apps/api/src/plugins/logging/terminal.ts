import { constants, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { printToFile } from './print-to-file.ts';

/** What stands at the other end of standard output. Whoever does not read there holds nobody up here. */
export interface Terminal {
  /** Whether a person watches. */
  readonly isTTY: boolean;
  /** Settles when all of it is out, which may be never. @throws the system's error: EPIPE, ENOSPC, EIO. */
  print(text: string): Promise<void>;
}

const STDOUT = 1;
/** Other names of a terminal that is standard output, to open it once more: Linux, then the rest of Unix. */
const TERMINAL_NAMES = ['/proc/self/fd/1', '/dev/tty'];

/**
 * process.stdout would do for pipes alone: it waits for terminals and files, so that Ctrl-S would stop the server.
 */
export function openTerminal(): Terminal {
  if (isatty(STDOUT)) return { isTTY: true, print: printToFile(openAnew()) };
  const end = fstatSync(STDOUT);
  const print = end.isFIFO() || end.isSocket() ? printToPipe(process.stdout) : printToFile(STDOUT);
  return { isTTY: false, print };
}

/**
 * An opening of our own, where writing never waits: a write that hangs would hold a thread, and Node does not
 * exit before its threads come back.
 */
function openAnew(): number {
  for (const name of TERMINAL_NAMES)
    try {
      return openSync(name, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    } catch {
      // the next name may do
    }
  return STDOUT;
}

function printToPipe(stream: NodeJS.WriteStream): Terminal['print'] {
  stream.on('error', () => {}); // each write tells of its own error
  return (text) =>
    new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
}
