import { readResidentBytes } from './usage.ts';

const EVERY_MS = 1_000;

/** Watches a process's resident memory; the function it gives ends that and tells the most it was, in bytes. */
export function watchResidentMemory(pid: number): () => number {
  let most = readResidentBytes(pid);
  const timer = setInterval(() => {
    most = Math.max(most, readResidentBytes(pid));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    return most;
  };
}
