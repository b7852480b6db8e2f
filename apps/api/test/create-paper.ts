import type { Terminal } from '../src/plugins/logging/index.ts';

/** A terminal that keeps what it prints. */
export function createPaper({ isTTY = false } = {}): Terminal & { printed(): string } {
  const texts: string[] = [];
  return { isTTY, print: async (text) => void texts.push(text), printed: () => texts.join('') };
}
