import type { Fault } from './fault.ts';

/** The client's patience ends, not this. */
export function staysSilent({ applied }: { applied: boolean }): Fault {
  const name = `no answer, ${applied ? 'applied' : 'not applied'}`;
  return { name, applied, deliver: (_, outlet) => outlet.hold() };
}

export function resets({ applied }: { applied: boolean }): Fault {
  const name = `connection reset, ${applied ? 'applied' : 'not applied'}`;
  return { name, applied, deliver: (_, outlet) => outlet.reset() };
}

export function cutsBody(): Fault {
  return {
    name: 'connection lost in the middle of the body, applied',
    applied: true,
    deliver: (answer, outlet) => outlet.cut(answer),
  };
}

export function isSlow(delayMs: number): Fault {
  return {
    name: `${delayMs} ms late`,
    applied: true,
    deliver: (answer, outlet) => outlet.sendAfter(delayMs, answer),
  };
}
