/** What a load process is told to send. */
export type Requests =
  /** The same few requests in turn. */
  | { readonly kind: 'cycle'; readonly texts: readonly string[] }
  /** A new message each time, with an id of its own; by these people, where somebody must have signed in. */
  | { readonly kind: 'posts'; readonly posters?: readonly Poster[] };

/** Somebody who is signed in, and where they write. */
export interface Poster {
  readonly cookie: string;
  readonly room: string;
}

interface Target {
  readonly port: number;
  readonly serverPid: number;
  readonly connections: number;
  readonly requests: Requests;
  readonly expectedStatus: number;
}

/** Every connection sends its next request as soon as it has the answer to the last. */
export interface SaturateJob extends Target {
  readonly kind: 'saturate';
  readonly settleMs: number;
  readonly measureMs: number;
}

/** Every connection sends a request each interval, and all of them are spread evenly over it. */
export interface PollJob extends Target {
  readonly kind: 'poll';
  readonly intervalMs: number;
  readonly settleMs: number;
  readonly measureMs: number;
}

export type Job = SaturateJob | PollJob;

export interface Measured {
  readonly answers: number;
  readonly seconds: number;
  /** Of each answer, unsorted. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Shares of a core, 0–1; NaN where the system does not say. */
  readonly serverCpu: number;
  readonly loadCpu: number;
  /** What everything else on the machine took meanwhile. */
  readonly othersCpu: number;
  /** What went wrong, and how often; empty when all went well. */
  readonly failures: Readonly<Record<string, number>>;
}
