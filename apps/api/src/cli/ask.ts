import { createInterface } from 'node:readline/promises';

/** Asks the person at the terminal; where there is none, whoever wrote the script has answered: yes. */
export async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
