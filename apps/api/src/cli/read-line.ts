import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
}

/** Where the person sits who runs a command. */
export function ownTerminal(): Terminal {
  return { input: process.stdin, output: process.stderr };
}

/** Reads what somebody types at a terminal, which shows nothing of it where it is hidden. @returns nothing, where they hang up. */
export async function readLine(
  question: string,
  { input, output }: Terminal,
  { isHidden }: { readonly isHidden: boolean },
): Promise<string> {
  if (isHidden) output.write(question);
  const terminal = createInterface(
    isHidden ? { input, output: nowhere(), terminal: true } : { input, output },
  );
  // Whoever hangs up, or presses Ctrl-C, never answers.
  const hungUp = once(terminal, 'close').then(() => '');
  try {
    return (await Promise.race([terminal.question(isHidden ? '' : question), hungUp])).trim();
  } finally {
    terminal.close();
    if (isHidden) output.write('\n');
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
