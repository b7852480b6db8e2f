/** For whoever asked; a pipe may take it. */
export function print(text: string): undefined {
  process.stdout.write(`${text}\n`);
}

/** For the person at the terminal, beside what was asked for. */
export function printNote(text: string): undefined {
  process.stderr.write(`${text}\n`);
}
