import type { AnswerOf, Breach, BreachSummary, listBreaches } from '@bookchat/shared';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { moment } from '../components/moment.ts';
import { more } from '../components/more.ts';
import { type Panel, panel } from '../components/panel.ts';
import { records } from '../components/records.ts';
import { segments } from '../components/segments.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './limits-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 10_000;
const PERIODS = [
  ['1', 'Hour'],
  ['24', 'Day'],
  ['168', 'Week'],
  ['720', '30 days'],
] as const;

type Breaches = AnswerOf<typeof listBreaches>;
type Counted = { readonly what: string; readonly count: number; readonly last_at: string };

/** Who was refused for asking too often. */
export function limitsSection(desk: Desk): Panel {
  let hours: string = '24';
  const [endpoints, clients, limits] = ['Addresses asked', 'Who asked', 'Limit'].map((name) =>
    top(desk, name),
  ) as [Top, Top, Top];
  const latest = records<Breach>({
    caption: 'Latest refusals',
    empty: 'Nobody was refused.',
    keyOf: ({ timestamp, endpoint, client, limit }) => `${timestamp} ${endpoint} ${client} ${limit}`,
    columns: [
      { name: 'When', cell: ({ last_at }) => moment(last_at, desk.clock()) },
      { name: 'Who', cell: ({ client }) => h('code', {}, client) },
      { name: 'Address', cell: ({ endpoint }) => h('code', {}, endpoint) },
      { name: 'Limit', cell: ({ limit }) => limit.replaceAll('_', ' ') },
      { name: 'Times', isNumber: true, cell: ({ count }) => count.toLocaleString('en') },
    ],
  });
  const choose = segments('Period', PERIODS, '24', (chosen) => {
    hours = chosen;
    shown.nudge();
  });
  const details = more('Latest refusals', latest.dom);
  const tops = h('div', { class: 'tops' }, clients.dom, endpoints.dom, limits.dom);
  const shown = panel<Breaches>(desk, {
    id: 'limits',
    name: 'Limits',
    intervalMs: INTERVAL_MS,
    load: (signal) =>
      desk.call<typeof listBreaches>('GET', '/api/system/breaches', {
        query: { hours: Number(hours) },
        signal,
      }),
    conclude: ({ summary }) => concludeBreaches(summary),
    parts: [choose, tops, details],
    show({ summary, latest: all }) {
      tops.hidden = summary.total === 0;
      details.hidden = summary.total === 0;
      clients.update(summary.by_client.map(({ client, ...rest }) => ({ what: client, ...rest })));
      endpoints.update(summary.by_endpoint.map(({ endpoint, ...rest }) => ({ what: endpoint, ...rest })));
      limits.update(
        summary.by_limit.map(({ limit, ...rest }) => ({ what: limit.replaceAll('_', ' '), ...rest })),
      );
      latest.update(all);
    },
  });
  return shown;
}

function concludeBreaches({ total, warning_above }: BreachSummary): string {
  if (total === 0) return 'Nobody was refused';
  const often = `${counted(total, 'request')} refused`;
  return total > warning_above ? `${often}, more than usual` : often;
}

type Top = ReturnType<typeof top>;

function top(desk: Desk, name: string) {
  return records<Counted>({
    caption: name,
    empty: 'None.',
    keyOf: ({ what }) => what,
    columns: [
      { name, cell: ({ what }) => h('code', {}, what) },
      { name: 'Refused', isNumber: true, cell: ({ count }) => count.toLocaleString('en') },
      { name: 'Last', cell: ({ last_at }) => moment(last_at, desk.clock()) },
    ],
  });
}
