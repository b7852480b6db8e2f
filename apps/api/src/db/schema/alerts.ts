import type { Severity } from '@bookchat/shared';

/** An alert; of those that are not resolved there is one for each cause. */
export interface AlertsTable {
  /** Holds `timestamp`, so that alerts in the order of their ids are in the order of time. */
  id: string;
  timestamp: string;
  severity: Severity;
  title: string;
  message: string;
  /** JSON. */
  details: string;
  cause: string;
  count: number;
  last_seen_at: string;
  acknowledged_at: string | null;
  resolved_at: string | null;
  /** JSON: what each channel has been told, so that a restart tells nobody twice and forgets nobody. */
  deliveries: string;
  /** 1 while a channel is still to be told of its end. */
  to_tell: 0 | 1;
}
