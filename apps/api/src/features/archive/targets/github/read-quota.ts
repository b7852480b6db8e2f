/** How many requests GitHub allows in an hour, and what is left of them. */
export interface Quota {
  readonly limit: number;
  readonly left: number;
  readonly resetsAt: Date;
}

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** Null where an answer says nothing of it, or speaks of another resource, such as the search. */
export function readQuota(headers: Headers): Quota | null {
  if ((headers['x-ratelimit-resource'] ?? 'core') !== 'core') return null;
  const limit = readCount(headers['x-ratelimit-limit']);
  const left = readCount(headers['x-ratelimit-remaining']);
  const reset = readCount(headers['x-ratelimit-reset']);
  if (limit === null || left === null || reset === null) return null;
  return { limit, left, resetsAt: new Date(reset * 1_000) };
}

/** Twelve digits at most: seconds that a Date can hold. */
export function readCount(value: string | number | undefined): number | null {
  return /^\d{1,12}$/.test(String(value)) ? Number(value) : null;
}
