import type { AnswerOf, endSession, listSessions, Session, signOutEverywhere } from '@bookchat/shared';
import { ask } from '../../admin/components/ask.ts';
import { deed } from '../../admin/components/deed.ts';
import { moment } from '../../admin/components/moment.ts';
import { panel } from '../../admin/components/panel.ts';
import { type RowActions, records } from '../../admin/components/records.ts';
import { tools } from '../../admin/components/tools.ts';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { goTo } from '../../lib/go-to.ts';
import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { recoveryNotes } from '../components/recovery-notes.ts';

const INTERVAL_MS = 20_000;

/** In which browsers one is signed in, and the way out of each. */
export function sessionsSection(desk: AccountDesk): HTMLElement {
  const list = records<Session>({
    caption: 'Where you are signed in',
    empty: 'Nowhere.',
    keyOf: ({ id }) => id,
    columns: [
      { name: 'Browser', cell: deviceOf },
      { name: 'Last used', cell: (session) => moment(lastUsed(session), desk.clock()) },
      { name: 'Signed in', cell: ({ created_at: at }) => moment(at, desk.clock()) },
    ],
    actions: (current) => rowActions(desk, current(), () => shown.nudge()),
  });
  const recoveries = recoveryNotes(desk);
  const shown = panel<AnswerOf<typeof listSessions>>(desk, {
    id: 'sessions',
    name: 'Where you are signed in',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof listSessions>('GET', '/api/me/sessions', { signal }),
    conclude: ({ sessions }) =>
      sessions.length === 1 ? 'In this browser alone' : `In ${counted(sessions.length, 'browser')}`,
    parts: [
      recoveries.dom,
      list.dom,
      tools(button('Sign out everywhere…', () => askEverywhere(desk), 'quiet')),
    ],
    show({ sessions, recoveries: made }) {
      list.update(sessions);
      recoveries.show(made);
    },
  });
  return shown.dom;
}

/** It is known to the minute, which may have begun before somebody signed in. */
function lastUsed({ created_at, last_used_at }: Session): string {
  return last_used_at < created_at ? created_at : last_used_at;
}

function deviceOf({ device, is_current }: Session): Node {
  const here = is_current ? [h('br'), h('span', { class: 'quiet' }, 'This browser')] : [];
  return h('span', {}, h('strong', {}, device), ...here);
}

function rowActions(
  desk: AccountDesk,
  { id, device, is_current }: Session,
  changed: () => void,
): RowActions<Session> {
  // The way out of this one stands in the cover of the page.
  if (is_current) return { parts: [] };
  const out = deed(desk, {
    label: 'Sign out',
    doing: 'Signing out…',
    of: device,
    async act() {
      await desk.call<typeof endSession>('DELETE', '/api/me/sessions/:id', { params: { id } });
      changed();
      return 'Signed out.';
    },
  });
  return { parts: [out.dom] };
}

function askEverywhere(desk: AccountDesk): void {
  ask(desk, {
    title: 'Sign out everywhere?',
    parts: [h('p', {}, 'Every browser in which you are signed in is signed out at once, this one as well.')],
    action: 'Sign out everywhere',
    doing: 'Signing out…',
    async act() {
      await desk.call<typeof signOutEverywhere>('DELETE', '/api/me/sessions');
      desk.access.leave();
      goTo('/');
    },
  });
}
