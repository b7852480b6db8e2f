import { button } from '../components/button.ts';
import { h } from '../lib/h.ts';
import type { Form } from './writing-area.ts';

const NOT_LOADED = 'This part could not be loaded. Check your connection.';

/** A form whose code comes when it is asked for; it has the focus then, if that was to be so. */
export function laterForm(load: () => Promise<Form>): Form {
  const dom = h('div', { class: 'writing-area__later' });
  let form: Form | null = null;
  let isWanted = false;
  attempt();
  return { dom, focus };

  function attempt(): void {
    dom.replaceChildren();
    load().then(arrive, complain);
  }

  function arrive(loaded: Form): void {
    form = loaded;
    dom.replaceChildren(loaded.dom);
    if (isWanted && dom.isConnected) loaded.focus();
  }

  function complain(): void {
    const again = button('Try again', attempt, 'quiet');
    dom.replaceChildren(h('p', { role: 'alert' }, NOT_LOADED), again);
    if (isWanted) again.focus();
  }

  function focus(): void {
    isWanted = true;
    form?.focus();
  }
}
