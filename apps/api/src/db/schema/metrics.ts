import type { History } from '@bookchat/shared';

/** The figures of the server over a minute or an hour: each means what the contract says; null where it is unknown. */
export type MetricsColumns = Record<keyof History['series'], number | null>;

export interface MetricsTable extends MetricsColumns {
  /** Seconds since 1970 at which the minute or the hour began. */
  at: number;
}
