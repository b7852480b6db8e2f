import { looseLeaf } from '../components/drawings.ts';
import { placeholder } from '../components/placeholder.ts';
import { h } from '../lib/h.ts';
import './not-found-view.css';

/** What stands at an address that names nothing. */
export function notFoundView(): HTMLElement {
  document.title = 'Not found · BookChat';
  const back = h('a', { class: 'button', href: '/' }, 'Go to the conversation');
  return h(
    'main',
    { class: 'not-found' },
    placeholder(looseLeaf(), 'There is no such page in this book.', back, 'h1'),
  );
}
