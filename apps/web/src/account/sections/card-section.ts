import { button } from '../../components/button.ts';
import { appearing } from '../../components/skeleton.ts';
import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { section } from '../components/section.ts';
import { cardSkeleton } from '../own-skeleton.ts';

const NOT_LOADED = 'This part could not be loaded. Check your connection.';

/** What others see of one beside the name; its code comes after the page's. */
export function cardSection(desk: AccountDesk): HTMLElement {
  const place = h('div', {});
  const all = section('card', 'Card', place);
  all.conclude('What others see of you');
  void load();
  return all.dom;

  async function load(): Promise<void> {
    all.dom.ariaBusy = 'true';
    place.replaceChildren(appearing(cardSkeleton()));
    try {
      const { profileForm } = await import('../profile-form.ts');
      if (!desk.signal.aborted) place.replaceChildren(profileForm(desk));
    } catch {
      place.replaceChildren(trouble());
    }
    all.dom.ariaBusy = null;
  }

  function trouble(): HTMLElement {
    const again = button('Try again', () => void load(), 'quiet');
    return h('div', { class: 'own__alone' }, h('p', { role: 'alert' }, NOT_LOADED), again);
  }
}
