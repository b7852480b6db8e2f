import { h } from '../lib/h.ts';
import type { Panel } from './components/panel.ts';
import { createDesk, type DeskOptions } from './create-desk.ts';
import type { OperatorsDesk } from './desk.ts';
import { addStyle } from './lib/page-style.ts';
import styles from './operators-page.css?inline';
import { alertsSection } from './sections/alerts-section.ts';
import { archiveSection } from './sections/archive-section.ts';
import { auditSection } from './sections/audit-section.ts';
import { backupsSection } from './sections/backups-section.ts';
import { chartsSection } from './sections/charts-section.ts';
import { databaseSection } from './sections/database-section.ts';
import { healthSection } from './sections/health-section.ts';
import { invitesSection } from './sections/invites-section.ts';
import { keysSection } from './sections/keys-section.ts';
import { limitsSection } from './sections/limits-section.ts';
import { logSection } from './sections/log-section.ts';
import { namesSection } from './sections/names-section.ts';
import { peopleSection } from './sections/people-section.ts';
import { retentionSection } from './sections/retention-section.ts';
import { tasksSection } from './sections/tasks-section.ts';
import type { Session } from './stores/session.ts';

addStyle(styles);

type Section = (desk: OperatorsDesk) => Panel;

const SECTIONS: readonly Section[] = [
  healthSection,
  alertsSection,
  chartsSection,
  peopleSection,
  invitesSection,
  namesSection,
  backupsSection,
  archiveSection,
  retentionSection,
  tasksSection,
  limitsSection,
  keysSection,
  databaseSection,
  auditSection,
  logSection,
];

/** What there is only where people have accounts. */
const OF_ACCOUNTS: ReadonlySet<Section> = new Set([
  peopleSection,
  invitesSection,
  namesSection,
  auditSection,
]);

export interface OperatorsPageOptions extends DeskOptions {
  /** What has made it another page while somebody looked at it. */
  readonly turn: string | null;
}

/** Everything there is to see and to do, section by section, with a way to each. */
export function operatorsPage({ turn, ...options }: OperatorsPageOptions): Element[] {
  const { session, tell, signal } = options;
  const desk = createDesk(options);
  const panels = sectionsOf(session).map((section) => section(desk));
  if (turn !== null) tell(turn);
  return [
    h('h1', { class: 'for-readers' }, 'Operator’s page'),
    contents(panels, signal),
    h('div', { class: 'admin__panels' }, ...panels.map(({ dom }) => dom)),
  ];
}

function sectionsOf(session: Session): readonly Section[] {
  const state = session.get();
  const hasAccounts = state.kind === 'open' && state.mode === 'accounts';
  return SECTIONS.filter((section) => hasAccounts || !OF_ACCOUNTS.has(section));
}

/** Where the reader is, is marked. */
function contents(panels: readonly Panel[], signal: AbortSignal): HTMLElement {
  const links = panels.map(({ id, name }) => h('a', { class: 'contents__link', href: `#${id}` }, name));
  const places = new IntersectionObserver(mark, { rootMargin: '-25% 0px -74% 0px' });
  for (const { dom } of panels) places.observe(dom);
  signal.addEventListener('abort', () => places.disconnect());
  const list = h('ul', { class: 'contents__list' }, ...links.map((link) => h('li', {}, link)));
  return h('nav', { class: 'contents', 'aria-label': 'Sections' }, list);

  function mark(seen: readonly IntersectionObserverEntry[]): void {
    const here = seen.find(({ isIntersecting }) => isIntersecting)?.target.id;
    if (here === undefined) return;
    for (const link of links) {
      const isHere = link.hash === `#${here}`;
      link.ariaCurrent = isHere ? 'true' : null;
      // On a phone the list is wider than the page.
      if (isHere) list.scrollTo({ left: link.offsetLeft - (list.clientWidth - link.clientWidth) / 2 });
    }
  }
}
