import type {
  Alert,
  AnswerOf,
  acknowledgeAlert,
  listAlerts,
  QueryOf,
  resolveAlert,
  Severity,
  testAlerts,
} from '@bookchat/shared';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h, on } from '../../lib/h.ts';
import { keyedChildren } from '../../lib/keyed-children.ts';
import { passFocus } from '../../lib/pass-focus.ts';
import type { View } from '../../lib/view.ts';
import { deed } from '../components/deed.ts';
import { fill } from '../components/facts.ts';
import { choice, field } from '../components/field.ts';
import { moment } from '../components/moment.ts';
import { type Panel, panel } from '../components/panel.ts';
import { sentence } from '../components/sentence.ts';
import { type Mood, stateMark } from '../components/state-mark.ts';
import { tools } from '../components/tools.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './alerts-section.css?inline';

addStyle(styles);

const INTERVAL_MS = 8_000;
const FEW = 20;
const MANY = 200;

const SEVERITY_MARKS: Readonly<Record<Severity, readonly [Mood, string]>> = {
  CRITICAL: ['bad', 'Critical'],
  WARNING: ['warn', 'Warning'],
  INFO: ['off', 'Info'],
};

type Alerts = AnswerOf<typeof listAlerts>;
type Filter = Pick<NonNullable<QueryOf<typeof listAlerts>>, 'state' | 'severity'>;

/** What somebody should know of, and see to. */
export function alertsSection(desk: Desk): Panel {
  let limit = FEW;
  const state = choice([
    ['open', 'Open'],
    ['acknowledged', 'Acknowledged'],
    ['resolved', 'Resolved'],
    ['', 'All'],
  ]);
  const severity = choice([
    ['', 'All'],
    ['CRITICAL', 'Critical'],
    ['WARNING', 'Warning'],
    ['INFO', 'Info'],
  ]);
  const list = h('ul', { class: 'alerts' });
  const none = h('p', { class: 'quiet' });
  const older = button('Show older ones', showOlder, 'quiet');
  const rows = keyedChildren<Alert>(
    list,
    ({ id }) => id,
    (alert) => alertRow(desk, alert, { changed: () => shown.nudge(), leave: () => state.focus() }),
  );
  const test = deed(desk, { label: 'Send a test', doing: 'Sending…', act: sendTest });
  for (const select of [state, severity]) on(select, { change: () => shown.nudge() });
  const shown = panel<Alerts>(desk, {
    id: 'alerts',
    name: 'Alerts',
    intervalMs: INTERVAL_MS,
    load: (signal) =>
      desk.call<typeof listAlerts>('GET', '/api/system/alerts', { query: { ...filter(), limit }, signal }),
    conclude: concludeAlerts,
    parts: [tools(field('State', state), field('Severity', severity), test.dom), list, none, older],
    show({ alerts, has_more }) {
      rows.sync(alerts);
      none.hidden = alerts.length > 0;
      none.textContent =
        state.value === 'open' && severity.value === '' ? 'No alert is open.' : 'No such alert.';
      older.hidden = !has_more || limit === MANY;
    },
  });
  return shown;

  function filter(): Filter {
    return {
      ...(state.value === '' ? {} : { state: state.value as NonNullable<Filter['state']> }),
      ...(severity.value === '' ? {} : { severity: severity.value as Severity }),
    };
  }

  function showOlder(): void {
    limit = MANY;
    shown.nudge();
  }

  async function sendTest(): Promise<string> {
    const { channels } = await desk.call<typeof testAlerts>('POST', '/api/system/alerts/test', {
      isLong: true,
    });
    return channels
      .map(({ channel, result, message }) => `${channel}: ${result === 'delivered' ? 'sent.' : message}`)
      .join(' ');
  }
}

function concludeAlerts({ unresolved }: Alerts): string {
  const { CRITICAL = 0, WARNING = 0, INFO = 0 } = unresolved;
  if (CRITICAL > 0) return `${counted(CRITICAL, 'critical alert')} to see to now`;
  if (WARNING > 0) return `${counted(WARNING, 'warning')} to see to`;
  return INFO > 0 ? `${counted(INFO, 'note')}, nothing urgent` : 'Nothing needs you';
}

interface AlertRowOptions {
  changed(): void;
  /** Takes the focus from a row that goes. */
  leave(): void;
}

function alertRow(desk: Desk, first: Alert, { changed, leave }: AlertRowOptions): View<Alert> {
  const mark = h('span', {});
  const title = h('h3', { class: 'alerts__title' });
  const message = h('p', { class: 'alerts__message' });
  const facts = h('p', { class: 'quiet' });
  const acknowledge = deed(desk, {
    label: 'Acknowledge',
    doing: 'Acknowledging…',
    of: first.title,
    act: () => change('/api/system/alerts/:id/acknowledge'),
  });
  const resolve = deed(desk, {
    label: 'Resolve',
    doing: 'Resolving…',
    of: first.title,
    act: () => change('/api/system/alerts/:id/resolve'),
  });
  const dom = h(
    'li',
    { class: 'alerts__row' },
    mark,
    title,
    message,
    facts,
    h('div', { class: 'verbs' }, acknowledge.dom, resolve.dom),
  );
  update(first);
  return { dom, update, destroy };

  function update(alert: Alert): void {
    const now = desk.clock();
    fill(mark, stateMark(...SEVERITY_MARKS[alert.severity]));
    fill(title, alert.title);
    fill(message, sentence(alert.message));
    const times = alert.count === 1 ? 'seen once, ' : `seen ${counted(alert.count, 'time')}, last `;
    facts.replaceChildren(`${alert.state}, ${times}`, moment(alert.last_seen_at, now));
    if (alert.state !== 'open') passFocus(acknowledge.dom, () => resolve.button.focus());
    if (alert.state === 'resolved') passFocus(resolve.dom, leave);
    acknowledge.dom.hidden = alert.state !== 'open';
    resolve.dom.hidden = alert.state === 'resolved';
  }

  function destroy(): void {
    passFocus(dom, leave);
    dom.remove();
  }

  async function change(
    path: '/api/system/alerts/:id/acknowledge' | '/api/system/alerts/:id/resolve',
  ): Promise<string> {
    const params = { id: first.id };
    const alert =
      path === '/api/system/alerts/:id/resolve'
        ? await desk.call<typeof resolveAlert>('POST', path, { params })
        : await desk.call<typeof acknowledgeAlert>('POST', path, { params });
    const words = alert.state === 'resolved' ? 'Resolved' : 'Acknowledged';
    desk.say(`${words}: ${alert.title}`);
    changed();
    return `${words}.`;
  }
}
