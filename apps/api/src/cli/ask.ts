import { ownTerminal, readLine, type Terminal } from './read-line.ts';

/** Asks the person at the terminal; where there is none, whoever wrote the script has answered: yes. */
export async function ask(question: string, terminal: Terminal = ownTerminal()): Promise<boolean> {
  if (terminal.input.isTTY !== true) return true;
  return /^y(?:es)?$/i.test(await readLine(`${question} [y/N] `, terminal, { isHidden: false }));
}
