import type { DatabaseReport, readDatabase } from '@bookchat/shared';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { facts } from '../components/facts.ts';
import { moment } from '../components/moment.ts';
import { more } from '../components/more.ts';
import { type Panel, panel } from '../components/panel.ts';
import { records } from '../components/records.ts';
import { sentence } from '../components/sentence.ts';
import type { Desk } from '../desk.ts';
import { formatBytes } from '../lib/format-bytes.ts';
import { formatSeconds } from '../lib/format-seconds.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './database-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 10_000;

type Table = DatabaseReport['tables'][number];
type Index = DatabaseReport['indexes'][number];
type SlowQuery = DatabaseReport['slow_queries'][number];

/** How large the database is, whether it is sound, and what in it takes long. */
export function databaseSection(desk: Desk): Panel {
  const figures = facts();
  const slow = records<SlowQuery>({
    caption: 'Slow statements',
    empty: 'None was slow since the start.',
    keyOf: ({ sql }) => sql,
    columns: [
      { name: 'Statement', cell: statement },
      { name: 'Times', isNumber: true, cell: ({ count }) => count.toLocaleString('en') },
      { name: 'Slowest', isNumber: true, cell: ({ max_seconds }) => formatSeconds(max_seconds) },
      { name: 'Together', isNumber: true, cell: ({ total_seconds }) => formatSeconds(total_seconds) },
      { name: 'Last', cell: ({ last_at }) => moment(last_at, desk.clock()) },
    ],
  });
  const tables = records<Table>({
    caption: 'Tables',
    empty: 'Not measured yet.',
    keyOf: ({ name }) => name,
    columns: [
      { name: 'Table', cell: ({ name }) => h('code', {}, name) },
      { name: 'Rows', isNumber: true, cell: ({ rows }) => rows.toLocaleString('en') },
      { name: 'Size', isNumber: true, cell: ({ bytes }) => formatBytes(bytes) },
    ],
  });
  const indexes = records<Index>({
    caption: 'Indexes',
    empty: 'Not measured yet.',
    keyOf: ({ name }) => name,
    columns: [
      { name: 'Index', cell: ({ name }) => h('code', {}, name) },
      { name: 'Of', cell: ({ table, columns }) => `${table} (${columns.join(', ')})` },
      { name: 'Size', isNumber: true, cell: ({ bytes }) => formatBytes(bytes) },
      { name: 'Used', cell: ({ is_used }) => (is_used ? 'yes' : 'not since the start') },
    ],
  });
  return panel<DatabaseReport>(desk, {
    id: 'database',
    name: 'Database',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof readDatabase>('GET', '/api/system/database', { signal }),
    conclude,
    parts: [
      figures.dom,
      h('h3', { class: 'panel__sub' }, 'Slow statements'),
      slow.dom,
      more('Tables', tables.dom),
      more('Indexes', indexes.dom),
    ],
    show(report) {
      const { integrity } = report;
      const now = desk.clock();
      figures.update([
        ['Engine', report.engine],
        ['Size', formatBytes(report.bytes)],
        ['Not merged yet', formatBytes(report.wal_bytes)],
        ['Free inside', formatBytes(report.free_bytes)],
        [
          'Checked',
          integrity === null
            ? 'not yet'
            : h('span', {}, moment(integrity.checked_at, now), ': ', sentence(integrity.message)),
        ],
        ['Measured', report.measured_at === null ? 'not yet' : moment(report.measured_at, now)],
        ['Statistics renewed', report.optimized_at === null ? 'not yet' : moment(report.optimized_at, now)],
        ['Slow means', `more than ${formatSeconds(report.slow_above_seconds)}`],
      ]);
      slow.update(report.slow_queries);
      tables.update(report.tables);
      indexes.update(report.indexes);
    },
  });
}

function conclude({ integrity, bytes, slow_queries }: DatabaseReport): string {
  if (integrity?.sound === false) return 'It is damaged. Restore a backup';
  const size = formatBytes(bytes);
  return slow_queries.length === 0
    ? `${size}, nothing slow`
    : `${size}, ${counted(slow_queries.length, 'slow statement')}`;
}

function statement({ sql, scans, suggestion }: SlowQuery): Node {
  return h(
    'div',
    {},
    h('code', { class: 'sql' }, sql),
    scans.length === 0 ? null : h('p', { class: 'quiet' }, `It reads all of ${scans.join(', ')}.`),
    suggestion === null ? null : h('p', {}, 'This would help: ', h('code', { class: 'sql' }, suggestion)),
  );
}
