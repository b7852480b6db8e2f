import { avatar } from '../../components/avatar.ts';
import { h, on } from '../../lib/h.ts';
import { initials } from '../../lib/initials.ts';

/** One's own face in the cover: it opens the menu. */
export function accountButton(open: () => void): { dom: HTMLButtonElement; update(name: string): void } {
  const dom = h('button', { class: 'header-button account-button', type: 'button', 'aria-haspopup': 'true' });
  on(dom, { click: open });
  return { dom, update };

  function update(name: string): void {
    // What is seen stands in what is said: whoever speaks to their browser says what they see.
    dom.ariaLabel = `Your account, ${name} (${initials(name)})`;
    dom.title = name;
    dom.replaceChildren(avatar(name));
  }
}
