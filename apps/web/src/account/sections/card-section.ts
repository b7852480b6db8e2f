import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { section } from '../components/section.ts';

/** What others see of one beside the name; its code comes after the page's. */
export function cardSection(desk: AccountDesk): HTMLElement {
  const place = h('div', {});
  const all = section('card', 'Card', place);
  all.conclude('What others see of you');
  all.dom.ariaBusy = 'true';
  import('../profile-form.ts')
    .then(
      ({ profileForm }) => desk.signal.aborted || place.replaceWith(profileForm(desk)),
      () => place.append('This part could not be loaded. Reload the page.'),
    )
    .finally(() => {
      all.dom.ariaBusy = null;
    });
  return all.dom;
}
