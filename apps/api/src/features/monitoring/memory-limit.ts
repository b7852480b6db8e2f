import { totalmem } from 'node:os';

/** The most that this process may have, in bytes: what its container is given, or the machine's whole memory. */
export function memoryLimit(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
