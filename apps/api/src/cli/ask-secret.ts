import { text } from 'node:stream/consumers';
import { ownTerminal, readLine, type Terminal } from './read-line.ts';

/**
 * Takes a secret from whoever types or pastes it, which shows nothing, or else all that stands in the input. Never from
 * the words of a command: other users of the machine can read those. @returns an empty text where nothing came.
 */
export async function askSecret(question: string, terminal: Terminal = ownTerminal()): Promise<string> {
  const { input } = terminal;
  return input.isTTY === true
    ? readLine(`${question}: `, terminal, { isHidden: true })
    : (await text(input)).trim();
}
