import type { History, HistoryPeriod, readHistory } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { type Chart, type ChartOptions, chart } from '../components/chart.ts';
import { type Panel, panel } from '../components/panel.ts';
import { segments } from '../components/segments.ts';
import type { Desk } from '../desk.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { formatRate } from '../lib/format-rate.ts';
import { formatSeconds } from '../lib/format-seconds.ts';
import { addStyle } from '../lib/page-style.ts';
import type { Summary } from '../lib/sum-up.ts';
import styles from './charts-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 10_000;
const PERIODS = {
  hour: 'the last hour',
  day: 'the last day',
  week: 'the last week',
  quarter: 'the last 90 days',
};
const PERIOD_NAMES = [
  ['hour', 'Hour'],
  ['day', 'Day'],
  ['week', 'Week'],
] as const;

type SeriesName = keyof History['series'];

interface Plan extends ChartOptions {
  readonly lines: readonly (readonly [SeriesName, string])[];
}

const upTo =
  (format: (value: number) => string) =>
  ({ latest, highest }: Summary) =>
    `${format(latest)} now, at most ${format(highest)}`;
const percent = (value: number) => `${Number(value.toFixed(value < 10 ? 1 : 0))} %`;
const perSecond = (value: number) => `${Number(value.toFixed(value < 1 ? 2 : 1))}/s`;
/** 1, 2, 5 … of each unit, so that the marks of a size are round in the unit in which it reads. */
const SIZE_STEPS = Array.from({ length: 15 }, (_, power) =>
  [1, 2, 5].map((first) => first * 10 ** power),
).flat();
const whole = (value: number) => Math.round(value).toLocaleString('en');

const PLANS: readonly Plan[] = [
  {
    name: 'Requests',
    format: perSecond,
    conclude: upTo(formatRate),
    lines: [
      ['requests', 'requests'],
      ['errors', 'errors'],
    ],
  },
  {
    name: 'Response time',
    format: formatSeconds,
    conclude: (half, most) =>
      `half within ${formatSeconds(half.latest)}, 99 % within ${formatSeconds(most.latest)}`,
    lines: [
      ['latency_p50', 'p50'],
      ['latency_p90', 'p90'],
      ['latency_p99', 'p99'],
    ],
  },
  { name: 'Processor', format: percent, conclude: upTo(percent), lines: [['cpu_percent', 'of all cores']] },
  {
    name: 'Memory',
    format: formatBytes,
    steps: SIZE_STEPS,
    conclude: upTo(formatBytes),
    lines: [['memory_bytes', 'memory']],
  },
  {
    name: 'Waiting for the archive',
    format: whole,
    conclude: (sum) => (sum.highest === 0 ? 'nothing' : upTo(whole)(sum)),
    lines: [['archive_backlog', 'changes']],
  },
  {
    name: 'Archive behind the chat',
    format: formatSeconds,
    conclude: (sum) => (sum.highest === 0 ? 'up to date' : upTo(formatSeconds)(sum)),
    lines: [['archive_lag', 'archive']],
  },
  {
    name: 'Database size',
    format: formatBytes,
    steps: SIZE_STEPS,
    conclude: upTo(formatBytes),
    lines: [['database_bytes', 'size']],
  },
];

/** How the figures went over an hour, a day or a week. */
export function chartsSection(desk: Desk): Panel {
  let period: HistoryPeriod = 'hour';
  const charts = PLANS.map((plan): readonly [Plan, Chart] => [plan, chart(plan, desk.signal)]);
  const choose = segments('Period', PERIOD_NAMES, 'hour', (chosen) => {
    period = chosen;
    shown.nudge();
  });
  const shown = panel<History>(desk, {
    id: 'charts',
    name: 'Charts',
    intervalMs: INTERVAL_MS,
    load: (signal) =>
      desk.call<typeof readHistory>('GET', '/api/system/history', { query: { period }, signal }),
    conclude: ({ period: of }) => `How ${PERIODS[of]} went`,
    parts: [choose, h('div', { class: 'charts' }, ...charts.map(([, each]) => each.dom))],
    show({ times, series, period: of }) {
      for (const [{ lines }, each] of charts)
        each.update({
          times,
          period: PERIODS[of],
          lines: lines.map(([key, name]) => ({ name, values: series[key] })),
        });
    },
  });
  desk.theme.subscribe(repaint, desk.signal);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint, { signal: desk.signal });
  return shown;

  /** Once the style has the colours of the new theme. */
  function repaint(): void {
    requestAnimationFrame(() => {
      for (const [, each] of charts) each.redraw();
    });
  }
}
