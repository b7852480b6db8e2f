import type { AnswerOf, Health, readHealth, readStats, Stats } from '@bookchat/shared';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { keyedChildren } from '../../lib/keyed-children.ts';
import type { View } from '../../lib/view.ts';
import { type Fact, facts, fill } from '../components/facts.ts';
import { type Panel, panel } from '../components/panel.ts';
import { sentence } from '../components/sentence.ts';
import { type Mood, stateMark } from '../components/state-mark.ts';
import type { Desk } from '../desk.ts';
import { concludeHealth } from '../lib/conclude-health.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { formatSeconds } from '../lib/format-seconds.ts';
import { addStyle } from '../lib/page-style.ts';
import { SERVICE_NAMES } from '../lib/service-names.ts';
import styles from './health-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 5_000;

type Status = AnswerOf<typeof readHealth>['services']['database']['status'];

const STATES: Readonly<Record<Status, readonly [Mood, string]>> = {
  healthy: ['good', 'Well'],
  degraded: ['warn', 'Needs a look'],
  unhealthy: ['bad', 'Does not work'],
  off: ['off', 'Off'],
};

interface Service {
  readonly name: string;
  readonly status: Status;
  readonly message: string;
}

/** Is all well, and if not, what is the matter? */
export function healthSection(desk: Desk): Panel {
  const list = h('ul', { class: 'services' });
  const services = keyedChildren<Service>(list, ({ name }) => name, serviceRow);
  const figures = facts();
  return panel(desk, {
    id: 'health',
    name: 'Health',
    intervalMs: INTERVAL_MS,
    load: async (signal) => {
      const [health, stats] = await Promise.all([
        desk.call<typeof readHealth>('GET', '/api/system/health', { signal }),
        // Whether the figures are there or not, health is what matters here.
        desk.call<typeof readStats>('GET', '/api/stats', { signal }).catch(() => null),
      ]);
      return { health, stats };
    },
    conclude: ({ health }) => concludeHealth(health),
    parts: [list, figures.dom],
    show({ health, stats }) {
      services.sync(SERVICE_NAMES.map(([key, name]) => ({ name, ...health.services[key] })));
      figures.update([...figuresOf(health), ...(stats === null ? [] : statsOf(stats))]);
    },
  });
}

function serviceRow(first: Service): View<Service> {
  const mark = h('span', { class: 'services__state' });
  const message = h('span', { class: 'services__message' });
  const dom = h(
    'li',
    { class: 'services__row' },
    h('span', { class: 'services__name' }, first.name),
    mark,
    message,
  );
  update(first);
  return { dom, update, destroy: () => dom.remove() };

  function update(service: Service): void {
    fill(mark, stateMark(...STATES[service.status]));
    fill(message, sentence(service.message));
  }
}

function figuresOf({ database, services }: Health): Fact[] {
  const { messages } = database.rows;
  const { free_bytes: free } = services.disk;
  return [
    ['Messages', messages === null ? null : messages.toLocaleString('en')],
    ['Database', database.bytes === 0 ? null : formatBytes(database.bytes + database.wal_bytes)],
    ['Disk free', free === null ? null : formatBytes(free)],
  ];
}

function statsOf(stats: Stats): Fact[] {
  const { p50, p99 } = stats.response_time_percentiles;
  return [
    ['Response time', `${formatSeconds(p50)}, p99 ${formatSeconds(p99)}`],
    ['Requests', `${stats.requests.toLocaleString('en')}, ${counted(stats.errors, 'error')}`],
    ['Processor', `${stats.cpu_percent.toFixed(1)} %`],
    ['Memory', `${formatBytes(stats.memory_bytes)} (${stats.memory_percent.toFixed(1)} %)`],
    ['Running for', formatSeconds(Math.floor(stats.uptime))],
    ['Version', stats.version],
  ];
}
