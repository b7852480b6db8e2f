import type { deleteMe } from '@bookchat/shared';
import { ask } from '../../admin/components/ask.ts';
import { field, textField } from '../../admin/components/field.ts';
import { button } from '../../components/button.ts';
import { goTo } from '../../lib/go-to.ts';
import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { section } from '../components/section.ts';

type Choice = 'keep' | 'hide';

const CHOICES: readonly (readonly [Choice, string])[] = [
  ['keep', 'Leave what I wrote where it is'],
  ['hide', 'Hide what I wrote from everybody here; what is in the repository stays there'],
];

/** The way out for good. */
export function deletionSection(desk: AccountDesk): HTMLElement {
  const open = button('Delete your account…', () => askDeletion(desk));
  open.dataset['grave'] = 'true';
  const words =
    'Your name stays taken, so that nobody else can speak under it. What the archive holds stays in its repository.';
  const all = section('deletion', 'Delete your account', h('p', { class: 'own__said' }, words), open);
  all.conclude('Leave for good');
  return all.dom;
}

function askDeletion(desk: AccountDesk): void {
  const { name } = desk.account().me;
  const typed = textField({ autocomplete: 'off', autocapitalize: 'none' });
  let messages: Choice = 'keep';
  ask(desk, {
    title: 'Delete your account for good?',
    isGrave: true,
    parts: [
      h('p', {}, 'You are signed out everywhere, and your keys end. This cannot be undone.'),
      radios((choice) => {
        messages = choice;
      }),
      field(`Type your name, ${name}, to go on`, typed),
    ],
    action: 'Delete my account',
    doing: 'Deleting…',
    check: () => (typed.value.trim() === name ? null : `Type “${name}” just as it is written here.`),
    async act() {
      await desk.run(() => desk.call<typeof deleteMe>('DELETE', '/api/me', { body: { messages } }));
      desk.access.leave();
      goTo('/');
    },
  });
}

function radios(choose: (choice: Choice) => void): HTMLElement {
  const all = CHOICES.map(([value, label]) => {
    const input = h('input', {
      type: 'radio',
      class: 'tick__box',
      name: 'messages',
      value,
      checked: value === 'keep',
    });
    input.addEventListener('change', () => choose(value));
    return h('label', { class: 'tick' }, input, h('span', {}, label));
  });
  return h(
    'fieldset',
    { class: 'ticks' },
    h('legend', { class: 'labelled__label' }, 'Your messages'),
    ...all,
  );
}
