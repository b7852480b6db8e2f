import type { Operation } from '../operations.ts';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The end of the line to a client. Whatever is done first is what happens. */
export interface Outlet {
  send(answer: WireAnswer): void;
  sendAfter(delayMs: number, answer: WireAnswer): void;
  /** Half of the body, and then the connection is gone. */
  cut(answer: WireAnswer): void;
  reset(): void;
  /** Nothing, ever. */
  hold(): void;
}

export interface Scene {
  readonly nowMs: number;
  /** An address on another host, where the double listens too. */
  readonly elsewhere: string;
}

export interface Fault {
  readonly name: string;
  /** Whether the request takes effect all the same. */
  readonly applied: boolean;
  /** Other operations it passes by. */
  readonly only?: readonly Operation[];
  /** Refs are read as they were before they last moved. */
  readonly stale?: true;
  /** Makes of the honest body one that the double answers for: it is checked as its own. */
  readonly distort?: (body: unknown) => unknown;
  /** `answer`: the honest one; if nothing is applied, an empty one with the headers that each answer has. */
  deliver(answer: WireAnswer, outlet: Outlet, scene: Scene): void;
}
