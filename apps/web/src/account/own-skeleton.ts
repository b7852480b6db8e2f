import { appearing } from '../components/skeleton.ts';
import { h } from '../lib/h.ts';
import { buttonShape, fieldShape, smallButtonShape, wordsShape } from './components/shapes.ts';
import '../admin/components/panel.ts';
import './components/entry-form.ts';

/** One's own page as it looks while it opens: what comes stands where its shape stood. */
export function ownSkeleton(): HTMLElement {
  const name = h('p', { class: 'own__heading' }, wordsShape(8));
  const since = h('p', { class: 'own__since' }, wordsShape(32));
  const head = h('div', { class: 'own__head' }, faceShape(), name, since);
  const profile = h('div', { class: 'entry-form' }, fieldShape(44), fieldShape(95), buttonShape());
  return appearing(
    h(
      'div',
      { class: 'own__column', 'aria-hidden': 'true' },
      head,
      panelShape('Profile', profile),
      panelShape('Card', cardSkeleton()),
    ),
  );
}

/** What others see of one, while its form is on its way. */
export function cardSkeleton(): HTMLElement {
  const hint = h('p', { class: 'entry__hint' }, wordsShape(88));
  const words = h('div', { class: 'shape--beside' }, smallButtonShape(), hint);
  const picture = h('div', { class: 'shape--picture' }, faceShape(), words);
  const zone = fieldShape(41);
  zone.append(smallButtonShape());
  const form = h('div', { class: 'entry-form' }, fieldShape(55), zone, buttonShape());
  return h('div', { class: 'shape--card', 'aria-hidden': 'true' }, picture, form);
}

function faceShape(): HTMLElement {
  return h('div', { class: 'skeleton__shape shape--face' });
}

function panelShape(name: string, body: HTMLElement): HTMLElement {
  const heading = h(
    'div',
    { class: 'panel__heading' },
    h('span', { class: 'panel__name' }, wordsShape(name.length)),
    wordsShape(18),
  );
  return h('div', { class: 'panel' }, heading, h('div', { class: 'panel__body' }, body));
}
