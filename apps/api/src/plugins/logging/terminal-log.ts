import { lossNote } from './loss-note.ts';
import type { Terminal } from './terminal.ts';

export interface TerminalLog {
  /** Takes a line and returns at once. */
  write(line: string): void;
  /** Settles when everything taken so far is printed, or after a second if nobody reads it. */
  close(): Promise<void>;
}

type Format = (line: string) => string;

const PRINT_INTERVAL_MS = 50;
/** So that formatting never holds up requests for long. */
const MAX_BATCH_LINES = 100;
/** What may wait for a terminal that takes nothing; past it lines are dropped and counted. */
const MAX_WAITING_CHARACTERS = 1024 * 1024;
const CLOSE_MS = 1_000;
const asItIs: Format = (line) => line;

/**
 * Readable lines where a person watches, JSON where a supervisor collects; printed some twenty times a second,
 * one batch after the other. A terminal that is stuck, full or gone costs lines, never the caller: they are
 * counted, and the count is printed once printing works again.
 * @param clean what is printed passes through it.
 */
export function openTerminalLog(terminal: Terminal, clean = (text: string) => text): TerminalLog {
  const lines: string[] = [];
  let waiting = 0;
  let lost = 0;
  let timer: NodeJS.Timeout | null = null;
  let printing: Promise<void> | null = null;
  // Lines that come before the format is loaded wait for it.
  const loaded = terminal.isTTY ? loadPrettyFormat() : Promise.resolve(asItIs);

  return {
    write(line) {
      if (waiting > MAX_WAITING_CHARACTERS) {
        lost += 1;
        return;
      }
      lines.push(line);
      waiting += line.length;
      printSoon();
    },
    close: () => Promise.race([printEverything(), endOfPatience()]),
  };

  function printSoon(): void {
    if (timer === null && printing === null) timer = setTimeout(print, PRINT_INTERVAL_MS);
  }

  async function printEverything(): Promise<void> {
    while (printing !== null || lines.length > 0) await print();
  }

  function print(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    printing ??= printWaiting().finally(() => {
      printing = null;
      if (lines.length > 0) printSoon();
    });
    return printing;
  }

  async function printWaiting(): Promise<void> {
    const format = await loaded;
    for (let count = lines.length; count > 0; count -= MAX_BATCH_LINES) await printBatch(format);
  }

  async function printBatch(format: Format): Promise<void> {
    const batch = lines.splice(0, MAX_BATCH_LINES);
    const told = lost;
    const note = told === 0 ? [] : [lossNote(told)];
    try {
      await terminal.print(clean([...note, ...batch].map(format).join('')));
      lost -= told;
    } catch {
      lost += batch.length;
    }
    waiting -= batch.reduce((sum, line) => sum + line.length, 0);
  }
}

function endOfPatience(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, CLOSE_MS));
}

/** Loaded only where it is used. */
async function loadPrettyFormat(): Promise<Format> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({ messageKey: 'message', ignore: 'name', translateTime: 'SYS:HH:MM:ss' });
  return (line) => pretty(line.trimEnd()) ?? line;
}
