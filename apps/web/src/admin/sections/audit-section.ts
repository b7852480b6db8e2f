import type { AnswerOf, AuditEntry, readAudit } from '@bookchat/shared';
import { formatAgo } from '../../lib/format-ago.ts';
import { formatDay, formatFullTime, formatTime, localDay } from '../../lib/format-time.ts';
import { h, on } from '../../lib/h.ts';
import { keyedChildren } from '../../lib/keyed-children.ts';
import type { View } from '../../lib/view.ts';
import { deed } from '../components/deed.ts';
import { field, textField } from '../components/field.ts';
import { type Panel, panel } from '../components/panel.ts';
import { tools } from '../components/tools.ts';
import type { Desk } from '../desk.ts';
import { describeDeed } from '../lib/describe-deed.ts';
import { addStyle } from '../lib/page-style.ts';
import { createAuditPages } from '../stores/audit-pages.ts';
import styles from './audit-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 10_000;
const PAGE = 50;

type Audit = AnswerOf<typeof readAudit>;

interface Row {
  readonly entry: AuditEntry;
  /** Whether a day begins with it, seen from now. */
  readonly isFirstOfDay: boolean;
}

/** What admins, owners and the admin token did, the newest first. */
export function auditSection(desk: Desk): Panel {
  const pages = createAuditPages();
  const search = textField({ type: 'search', maxlength: 200, placeholder: 'Words' });
  on(search, { input: show });
  const list = h('ol', { class: 'audit', 'aria-label': 'Entries of the audit log' });
  const rows = keyedChildren<Row>(
    list,
    ({ entry }) => String(entry.id),
    (row) => entryRow(row, desk.clock()),
  );
  const note = h('p', { class: 'quiet', role: 'status' });
  const more = deed(desk, { label: 'Load more', doing: 'Loading…', act: loadMore });
  return panel<Audit>(desk, {
    id: 'audit',
    name: 'Audit log',
    intervalMs: INTERVAL_MS,
    load: (signal) => load({ limit: PAGE }, signal),
    conclude: ({ entries: [newest] }) => conclude(newest, desk.clock()),
    parts: [tools(field('Filter', search)), list, note, more.dom],
    show(page) {
      pages.takeNewest(page);
      show();
    },
  });

  function load(query: { limit: number; before?: number }, signal?: AbortSignal): Promise<Audit> {
    return desk.call<typeof readAudit>('GET', '/api/system/audit', {
      query,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  async function loadMore(): Promise<string> {
    const before = pages.oldest();
    pages.takeOlder(await load({ limit: PAGE, ...(before === undefined ? {} : { before }) }));
    show();
    return '';
  }

  function show(): void {
    const words = search.value.trim().toLowerCase();
    const all = pages.all();
    const found = all.filter((entry) => textOf(entry).includes(words));
    rows.sync(found.map(toRow));
    more.dom.hidden = !pages.hasMore();
    note.textContent = noteOf(found.length, all.length, words !== '', pages.hasMore());
  }
}

function conclude(newest: AuditEntry | undefined, now: Date): string {
  if (newest === undefined) return 'Nothing was done yet';
  return `${describeDeed(newest).sentence}, ${formatAgo(new Date(newest.at), now)}`;
}

function noteOf(found: number, all: number, isFiltered: boolean, hasMore: boolean): string {
  if (all === 0) return 'What admins and owners do is written down here.';
  if (!isFiltered) return '';
  return `${found.toLocaleString('en')} of the ${hasMore ? 'loaded ' : ''}${all.toLocaleString('en')} entries.`;
}

function textOf(entry: AuditEntry): string {
  const { sentence, details } = describeDeed(entry);
  return `${sentence} ${details} ${entry.action}`.toLowerCase();
}

function toRow(entry: AuditEntry, place: number, all: readonly AuditEntry[]): Row {
  const dayOf = ({ at }: AuditEntry) => localDay(new Date(at));
  const newer = all[place - 1];
  return { entry, isFirstOfDay: newer === undefined || dayOf(newer) !== dayOf(entry) };
}

/** The entry itself never changes. */
function entryRow(first: Row, now: Date): View<Row> {
  const { at } = first.entry;
  const { sentence, details } = describeDeed(first.entry);
  const date = new Date(at);
  const day = h('h3', { class: 'audit__day' }, formatDay(date, now));
  const more = details === '' ? null : h('span', { class: 'audit__details' }, details);
  const dom = h(
    'li',
    {},
    day,
    h(
      'div',
      { class: 'audit__entry' },
      h('time', { class: 'audit__time', datetime: at, title: formatFullTime(date) }, formatTime(date)),
      h('span', { class: 'audit__what' }, sentence, ' ', more),
    ),
  );
  update(first);
  return { dom, update, destroy: () => dom.remove() };

  function update({ isFirstOfDay }: Row): void {
    day.hidden = !isFirstOfDay;
  }
}
