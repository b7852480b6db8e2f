import type { Operation } from '../operations.ts';
import type { Fault } from './fault.ts';

export type Faulty = Operation | 'git' | 'oauth';
/** `any` means any call of the API; `git` is what `git clone` and `git push` send. */
export type Matcher = Faulty | 'any' | readonly Faulty[];

export interface FaultQueue {
  /** The next requests that match go wrong. What was added first is taken first. */
  add(matcher: Matcher, fault: Fault, times: number): void;
  take(operation: Faulty): Fault | undefined;
  clear(): void;
}

export function createFaultQueue(): FaultQueue {
  let waiting: { readonly matcher: Matcher; readonly fault: Fault; left: number }[] = [];
  return {
    add(matcher, fault, times) {
      waiting.push({ matcher, fault, left: times });
    },
    take(operation) {
      const next = waiting.find(({ matcher, fault }) => fits(operation, matcher, fault));
      if (next === undefined) return undefined;
      next.left--;
      waiting = waiting.filter(({ left }) => left > 0);
      return next.fault;
    },
    clear() {
      waiting = [];
    },
  };
}

function fits(operation: Faulty, matcher: Matcher, { only, applied }: Fault): boolean {
  // Git's own protocol is streamed: it fails as a whole or not at all.
  if (operation === 'git') return !applied && [matcher].flat().includes('git');
  const isMeant = matcher === 'any' || [matcher].flat().includes(operation);
  return isMeant && (only === undefined || (only as readonly Faulty[]).includes(operation));
}
