import type { BreachSummary } from '@bookchat/shared';
import type { Config } from '../../config.ts';
import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import { type BreachLimit, OTHERS } from '../../plugins/rate-limits/index.ts';

export interface BreachWarning {
  /** Warns once there are too many, and ends the warning once there are not. */
  check(): void;
  /** The same, and warns again with fresh figures where it has before. */
  renew(): void;
}

const CAUSE = 'rate_limit_breaches';

export function createBreachWarning(
  { breaches }: Config,
  alarms: Alarms,
  summarize: () => BreachSummary,
): BreachWarning {
  let isRaised = false;
  return { check: () => look(!isRaised), renew: () => look(true) };

  function look(isNews: boolean): void {
    const summary = summarize();
    const isTooMany = summary.total > breaches.warningAbove;
    if (!isTooMany) alarms.clear(CAUSE);
    else if (isNews) alarms.raise(toAlarm(summary, breaches.periodHours));
    isRaised = isTooMany;
  }
}

function toAlarm({ total, warning_above, ...top }: BreachSummary, hours: number): Alarm {
  const [endpoint] = top.by_endpoint;
  const [limit] = top.by_limit;
  const client = top.by_client.find((one) => one.client !== OTHERS) ?? top.by_client[0];
  return {
    cause: CAUSE,
    severity: 'WARNING',
    title: 'Many requests go beyond the limits',
    message:
      `${total} requests were refused with 429 in the last ${hours} h; more than ${warning_above} are worth a look. ` +
      `Most came from ${client?.client} (${client?.count}), and most asked for ${endpoint?.endpoint} (${endpoint?.count}). ` +
      `${adviceOn(limit?.limit as BreachLimit)} GET /api/system/breaches shows more of them.`,
    details: {
      total,
      period_hours: hours,
      top_endpoint: endpoint?.endpoint ?? null,
      top_client: client?.client ?? null,
      top_limit: limit?.limit ?? null,
    },
  };
}

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
