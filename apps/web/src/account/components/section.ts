import '../../admin/components/panel.ts';
import { h } from '../../lib/h.ts';

export interface Section {
  readonly dom: HTMLElement;
  /** What there is to know, as its heading. */
  conclude(words: string): void;
}

/** A part of one's own page that asks for nothing by itself; it looks as those that do. */
export function section(id: string, name: string, ...parts: readonly Element[]): Section {
  const conclusion = h('span', { class: 'panel__conclusion' });
  const heading = h(
    'h2',
    { class: 'panel__heading', id: `${id}-heading` },
    h('span', { class: 'panel__name' }, name),
    ' ',
    conclusion,
  );
  const body = h('div', { class: 'panel__body' }, ...parts);
  const dom = h('section', { class: 'panel', id, 'aria-labelledby': `${id}-heading` }, heading, body);
  return {
    dom,
    conclude(words) {
      conclusion.textContent = words;
    },
  };
}
