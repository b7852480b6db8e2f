import type { BreachSummary } from '@bookchat/shared';
import type { Config } from '../../config.ts';
import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import { type BreachLimit, OTHERS } from '../../plugins/rate-limits/index.ts';
import { later } from './tally.ts';

export interface BreachWarning {
  /** Warns once there are too many, and ends the warning once there are not. */
  check(): void;
  /** The same, and says again how many there are where more have come since it was said. */
  renew(): void;
}

const CAUSE = 'rate_limit_breaches';

export function createBreachWarning(
  { breaches }: Config,
  alarms: Alarms,
  summarize: () => BreachSummary,
): BreachWarning {
  /** The time of the last refusal that a warning spoke of; null while there is none. */
  let toldUpTo: string | null = null;
  return { check: () => look(false), renew: () => look(true) };

  function look(again: boolean): void {
    const summary = summarize();
    if (summary.total <= breaches.warningAbove) {
      toldUpTo = null;
      alarms.clear(CAUSE);
      return;
    }
    const upTo = summary.by_limit.map(({ last_at }) => last_at).reduce(later);
    const isNews = toldUpTo === null || (again && upTo > toldUpTo);
    if (!isNews) return;
    toldUpTo = upTo;
    alarms.raise(toAlarm(summary, breaches.periodHours));
  }
}

function toAlarm(summary: BreachSummary, hours: number): Alarm {
  const { total, warning_above } = summary;
  const { limit, endpoint, client } = loudestOf(summary);
  return {
    cause: CAUSE,
    severity: 'WARNING',
    title: 'Many requests go beyond the limits',
    message:
      `${total} requests were refused with 429 in the last ${hours} h; more than ${warning_above} are worth a look. ` +
      `The most by one client were ${client.count}, by ${client.client}; the most on one endpoint were ` +
      `${endpoint.count}, on ${endpoint.endpoint}. ` +
      `${adviceOn(limit.limit as BreachLimit)} GET /api/system/breaches shows more of them.`,
    details: {
      total,
      period_hours: hours,
      top_endpoint: endpoint.endpoint,
      top_client: client.client,
      top_limit: limit.limit,
    },
  };
}

/** Where anything was refused, there is a first of each. */
function loudestOf({ by_limit, by_endpoint, by_client }: BreachSummary) {
  const [limit] = by_limit as First<typeof by_limit>;
  const [endpoint] = by_endpoint as First<typeof by_endpoint>;
  const [first] = by_client as First<typeof by_client>;
  return { limit, endpoint, client: by_client.find(({ client }) => client !== OTHERS) ?? first };
}

type First<List extends readonly unknown[]> = [List[number]];

const VARIABLES: Readonly<Record<BreachLimit, string>> = {
  write: 'RATE_LIMIT_MAX_REQUESTS',
  read: 'RATE_LIMIT_MAX_READS',
  poll: 'RATE_LIMIT_MAX_POLLS',
  search: 'RATE_LIMIT_MAX_SEARCHES',
  admin: 'RATE_LIMIT_MAX_ADMIN',
  sign_in: 'RATE_LIMIT_MAX_SIGN_INS',
  admin_token: 'RATE_LIMIT_MAX_SIGN_INS',
  backup: 'RATE_LIMIT_MAX_BACKUPS',
};

function adviceOn(limit: BreachLimit): string {
  if (limit === 'admin_token' || limit === 'sign_in')
    return (
      'Somebody may be guessing the admin token, or a program of yours has an old one: give it the new one, ' +
      'or block that address in front of BookChat.'
    );
  return (
    'If that is a program of yours, let it ask less often; if it is many people behind one address, set TRUSTED_PROXIES ' +
    `or raise ${VARIABLES[limit]}; if it is a stranger, block that address in front of BookChat.`
  );
}
