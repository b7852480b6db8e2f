import type { Fault, WireAnswer } from './fault.ts';

/** A replica that lags: branches are where they were before they last moved. */
export function readsStale(): Fault {
  return {
    name: 'stale read',
    applied: true,
    only: ['getRef', 'getTree', 'compare'],
    stale: true,
    deliver: (answer, outlet) => outlet.send(answer),
  };
}

/** JSON that ends too early, though all of it has come. */
export function breaksJson(): Fault {
  return rewrites('malformed JSON, applied', (text) => text.slice(0, Math.ceil(text.length / 2)));
}

/** Names of objects that are none. */
export function answersInvalidSha(): Fault {
  return rewrites('invalid sha, applied', (text) => text.replace(/"[0-9a-f]{40}"/g, '"main"'));
}

/** Names of objects that look well, but are not what was made or asked for. */
export function answersWrongSha(): Fault {
  return rewrites('wrong sha, applied', (text) => text.replace(/"[0-9a-f]{40}"/g, turnAround));
}

/** For tests of the double: an answer that it takes for its own, and that is checked as such. */
export function distorts(change: (body: unknown) => unknown): Fault {
  return {
    name: 'distorted',
    applied: true,
    distort: change,
    deliver: (answer, outlet) => outlet.send(answer),
  };
}

function rewrites(name: string, rewrite: (text: string) => string): Fault {
  const change = (answer: WireAnswer) => ({ ...answer, text: rewrite(answer.text) });
  return { name, applied: true, deliver: (answer, outlet) => outlet.send(change(answer)) };
}

function turnAround(quoted: string): string {
  return [...quoted].reverse().join('');
}
