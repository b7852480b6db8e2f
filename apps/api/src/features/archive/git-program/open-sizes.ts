import { startAsking } from './start-asking.ts';

export interface GitSizes {
  /** In bytes; null where there is no such object. No content is read for it. */
  measure(name: string): Promise<number | null>;
  close(): Promise<void>;
}

/** Tells how large objects are, as `openObjects` does what they hold. */
export function openSizes(dir: string, { signal }: { readonly signal: AbortSignal }): GitSizes {
  const asking = startAsking<number | null>(
    ['cat-file', '--batch-check=%(objectsize)'],
    { dir, signal },
    createLineParser,
  );
  return { close: asking.close, measure: (name) => asking.ask(name) };
}

function createLineParser(hear: (size: number | null) => void) {
  let rest = '';
  return (chunk: Buffer): void => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(/^\d+$/.test(line) ? Number(line) : null);
  };
}
