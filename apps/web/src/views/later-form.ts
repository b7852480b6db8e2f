import { h } from '../lib/h.ts';
import type { Form } from './writing-area.ts';

const NOT_LOADED = 'This part could not be loaded. Reload the page.';

/** A form whose code comes when it is asked for; it has the focus then, if that was to be so. */
export function laterForm(load: () => Promise<Form>): Form {
  const dom = h('div', { class: 'writing-area__later' });
  let form: Form | null = null;
  let isWanted = false;
  load().then(arrive, () => dom.append(h('p', { role: 'alert' }, NOT_LOADED)));
  return { dom, focus };

  function arrive(loaded: Form): void {
    form = loaded;
    dom.replaceChildren(loaded.dom);
    if (isWanted && dom.isConnected) loaded.focus();
  }

  function focus(): void {
    isWanted = true;
    form?.focus();
  }
}
