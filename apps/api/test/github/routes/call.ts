import type { Site } from '../site.ts';

/** A request that is allowed and well-formed. */
export interface Call {
  readonly site: Site;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly authorization: string | undefined;
  /** Where a full name of a ref stands; for a stale read, where it stood. */
  readRef(ref: string): string | null;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handle = (call: Call) => Answer;
