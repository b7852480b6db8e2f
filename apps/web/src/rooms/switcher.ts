import { describeFailure } from '../admin/lib/describe-failure.ts';
import { badge } from '../components/badge.ts';
import { adoptStyle } from '../lib/adopt-style.ts';
import { h, on, setAttribute } from '../lib/h.ts';
import { facesOfRoom, titleOfRoom } from '../lib/title-of-room.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { mayWrite } from '../stores/viewer.ts';
import type { RoomsDesk } from './desk.ts';
import { findMatches } from './find-matches.ts';
import { overlay } from './overlay.ts';
import { roomIcon } from './room-icon.ts';
import styles from './switcher.css?inline';

adoptStyle(styles);

/** More than a screen shows; whoever looks for one types on. */
const MOST_SHOWN = 30;
const NOWHERE = -1;

interface Choice {
  readonly title: string;
  readonly note: string;
  readonly icon: Element;
  readonly news: ListedRoom | null;
  /** Answers with what is to be done once this is closed. */
  choose(): (() => void) | Promise<() => void>;
}

/** Finds a room or a person by what is typed, and goes there. */
export function openSwitcher(desk: RoomsDesk, make: (title: string) => void): void {
  if (document.querySelector('dialog.switcher') !== null) return;
  const { say, signal } = desk;
  const list = h('ul', {
    class: 'switcher__list',
    id: 'switcher-list',
    role: 'listbox',
    'aria-label': 'Found',
  });
  const input = h('input', {
    class: 'field switcher__input',
    role: 'combobox',
    'aria-label': 'Find a room or person',
    'aria-expanded': 'true',
    'aria-controls': 'switcher-list',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    placeholder: 'Find a room or person',
  });
  const trouble = h('p', { class: 'overlay__trouble', role: 'alert' });
  const dom = overlay('switcher', { 'aria-label': 'Find a room or person' }, input, trouble, list);
  const all = choicesOf(desk);
  const opener = document.activeElement;
  let found: readonly Choice[] = [];
  let at = 0;
  let isChoosing = false;
  on(input, { input: look, keydown });
  on(list, { click, pointermove: follow });
  on(dom, { close: closed });
  signal.addEventListener('abort', () => dom.remove());
  document.body.append(dom);
  dom.showModal();
  look();

  function look(): void {
    const typed = input.value.trim();
    const matches = findMatches(all, typed).slice(0, MOST_SHOWN);
    found = [...matches, ...making(typed)];
    list.replaceChildren(...found.map(option));
    trouble.textContent = matches.length === 0 ? 'Nothing goes by that name.' : '';
    setAttribute(input, 'aria-expanded', found.length > 0 ? 'true' : 'false');
    // After a slip of the finger, Enter makes no room: that has to be gone to.
    point(matches.length === 0 ? NOWHERE : 0);
  }

  function making(typed: string): Choice[] {
    const isThere = all.some(({ title }) => title.toLowerCase() === typed.toLowerCase());
    if (typed === '' || isThere || !mayWrite(desk.chat.viewer)) return [];
    const icon = h('span', { class: 'switcher__plus', 'aria-hidden': 'true' }, '+');
    return [
      { title: `Make the room “${typed}”`, note: '', icon, news: null, choose: () => () => make(typed) },
    ];
  }

  function keydown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (event.isComposing || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step === undefined) void choose(found[at]);
    else if (found.length > 0) point(at === NOWHERE ? 0 : (at + step + found.length) % found.length);
  }

  function point(next: number): void {
    list.children[at]?.removeAttribute('aria-selected');
    at = next;
    const option = list.children[at];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    setAttribute(input, 'aria-activedescendant', option?.id);
  }

  function click({ target }: MouseEvent): void {
    const option = (target as Element).closest('[role="option"]');
    if (option !== null) void choose(found[[...list.children].indexOf(option)]);
  }

  function follow({ target }: PointerEvent): void {
    const option = (target as Element).closest('[role="option"]');
    const next = option === null ? -1 : [...list.children].indexOf(option);
    if (next >= 0 && next !== at) point(next);
  }

  async function choose(choice: Choice | undefined): Promise<void> {
    if (choice === undefined || isChoosing) return;
    isChoosing = true;
    try {
      const act = await choice.choose();
      // Whoever closed it meanwhile stays where they are.
      if (!dom.open) return;
      dom.close();
      act();
    } catch (error) {
      trouble.textContent = describeFailure(error);
      say(trouble.textContent);
    } finally {
      isChoosing = false;
    }
  }

  function closed(): void {
    const isLost = dom.contains(document.activeElement) || document.activeElement === document.body;
    dom.remove();
    if (isLost && opener instanceof HTMLElement) opener.focus();
  }
}

function option({ title, note, icon, news }: Choice, index: number): HTMLElement {
  const count = badge();
  count.update(news ?? { unread: 0, hasNews: false });
  return h(
    'li',
    { class: 'switcher__option', id: `switcher-${index}`, role: 'option' },
    h('span', { class: 'switcher__icon' }, icon),
    h('bdi', { class: 'switcher__title' }, title),
    h('span', { class: 'switcher__note' }, note),
    count.dom,
  );
}

/** Rooms with news first, then one's own, then those of others, then people to whom nobody has written yet. */
function choicesOf({ chat, deeds, go, meet }: RoomsDesk): Choice[] {
  const { rooms, people, viewer } = chat;
  const all = [...rooms.get().rooms].sort((a, b) => rankOf(a) - rankOf(b));
  const paired = new Set(
    all
      .filter(({ kind, people: ids }) => kind === 'direct' && ids?.length === 2)
      .flatMap((room) => room.people ?? []),
  );
  const strangers = people
    .get()
    .filter(({ id, state }) => viewer !== null && id !== viewer.id && state === 'active' && !paired.has(id));
  return [
    ...all.map((room) => {
      const title = titleOfRoom(room, people.get(), viewer?.id ?? null);
      const icon = roomIcon(room.kind, facesOfRoom(room, people.get(), viewer?.id ?? null));
      return { title, note: noteOf(room), icon, news: room, choose: () => () => go(room.name) };
    }),
    ...(mayWrite(viewer) ? strangers : []).map(({ id, name, role }) => ({
      title: name,
      // A guest could not answer.
      note: role === 'guest' ? 'Guest, reads only' : 'Write directly',
      icon: roomIcon('direct', [name]),
      news: null,
      choose: async () => {
        if (role === 'guest') return () => meet(id);
        const room = await deeds.writeTo(id);
        return () => go(room.name);
      },
    })),
  ];
}

function rankOf({ hasNews, is_member, closed_at }: ListedRoom): number {
  if (closed_at !== null) return 3;
  if (!is_member) return 2;
  return hasNews ? 0 : 1;
}

function noteOf({ closed_at, is_member }: ListedRoom): string {
  if (closed_at !== null) return 'Closed';
  return is_member ? '' : 'Not joined';
}
