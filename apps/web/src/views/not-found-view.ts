import { looseLeaf } from '../components/drawings.ts';
import { placeholder } from '../components/placeholder.ts';
import { adoptStyle } from '../lib/adopt-style.ts';
import { h } from '../lib/h.ts';
import '../components/chat-header.css';
import styles from './not-found-view.css?inline';

adoptStyle(styles);

/** What stands at an address that names nothing. */
export function notFoundView(): HTMLElement {
  document.title = 'Not found · BookChat';
  const back = h('a', { class: 'button', href: '/' }, 'Go to the conversation');
  const sentence = 'There is no such page in this book.';
  return h(
    'div',
    { class: 'not-found' },
    cover(),
    h('main', { class: 'not-found__page', tabindex: -1 }, placeholder(looseLeaf(), sentence, back, 'h1')),
  );
}

function cover(): HTMLElement {
  const title = h('p', { class: 'chat-header__room' }, 'BookChat');
  return h('header', { class: 'chat-header' }, h('div', { class: 'chat-header__column' }, title));
}
