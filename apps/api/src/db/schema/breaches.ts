import type { Generated } from 'kysely';

/** What one client was refused with 429 on one route by one limit, within the seconds between two writes. */
export interface BreachesTable {
  id: Generated<number>;
  timestamp: string;
  last_at: string;
  /** Method and route, for example `POST /api/messages`. */
  endpoint: string;
  /** An address or a network, as limits count them. */
  client: string;
  limit: string;
  count: number;
}
