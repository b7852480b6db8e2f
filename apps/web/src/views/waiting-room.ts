import { appearing } from '../components/skeleton.ts';
import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import type { AccessState } from '../stores/access.ts';
import { standIn } from './stand-in.ts';
import '../components/chat-header.css';
import '../components/composer.css';
import '../components/header-people.css';
import './chat-view.css';
import './timeline-view.css';
import './waiting-room.css';
import './writing-area.css';

/** What stands in a page's place until it is known who looks at it, or why that cannot be known. */
export type Waiting = Pick<View<AccessState>, 'dom' | 'update'>;

/** As the conversation looks while it opens: each part stands where it will stand. */
export function waitingRoom(tryAgain: () => void): Waiting {
  const instead = standIn({ write: () => undefined, tryAgain });
  const column = h('div', { class: 'timeline__column' }, instead.dom);
  const main = h(
    'main',
    { class: 'timeline', tabindex: -1 },
    h('div', { class: 'timeline__scroller' }, column),
  );
  const room = h('div', { class: 'room' }, main, writing());
  const aside = h('div', { class: 'rooms-aside' });
  const body = appearing(h('div', { class: 'chat__body' }, aside, room));
  const dom = h('div', { class: 'chat' }, header(), body);
  update({ kind: 'asking' });
  return { dom, update };

  function update(state: AccessState): void {
    const status =
      state.kind === 'away'
        ? ({ kind: 'failed', reason: state.reason } as const)
        : ({ kind: 'loading' } as const);
    if (state.kind === 'asking' || state.kind === 'away')
      instead.update({ status, empty: false, writable: false });
  }
}

function header(): HTMLElement {
  const title = h('h1', { class: 'chat-header__room waiting-room__title' }, 'BookChat');
  // As where people have accounts: where they have none, nobody waits for long.
  const people = h('p', { class: 'chat-header__people' }, h('span', { class: 'chat-header__here' }));
  return h(
    'header',
    { class: 'chat-header' },
    h('div', { class: 'chat-header__book', 'aria-hidden': 'true' }, 'BookChat'),
    h(
      'div',
      { class: 'chat-header__column' },
      h('div', { class: 'header-button rooms-button' }),
      h('div', { class: 'chat-header__title' }, title, people),
    ),
  );
}

/** The place of the composer. */
function writing(): HTMLElement {
  const form = h('div', { class: 'composer__row' }, h('div', { class: 'field' }));
  const foot = h('div', { class: 'composer__foot' }, '\u00a0');
  const column = h('div', { class: 'writing-area__column', 'aria-hidden': 'true' }, form, foot);
  return h('footer', { class: 'writing-area' }, column);
}
