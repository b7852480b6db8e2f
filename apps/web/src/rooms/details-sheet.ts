import { describeFailure } from '../admin/lib/describe-failure.ts';
import { button } from '../components/button.ts';
import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import { titleOfRoom } from '../lib/title-of-room.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { actionsOfRoom } from './actions-of-room.ts';
import { askOut } from './ask-about-room.ts';
import type { RoomsDesk } from './desk.ts';
import { peopleOfRoom } from './people-of-room.ts';
import { roomIcon } from './room-icon.ts';
import { wearDialogs } from './wear-dialogs.ts';

const CROSS = 'M6 6L18 18M18 6L6 18';

/** What there is to know of a room and to do with it, over the page until it is closed. */
export function openDetailsSheet(desk: RoomsDesk, name: string): void {
  const { chat, deeds, say, signal } = desk;
  const { rooms, people, sync, viewer } = chat;
  if (rooms.find(name) === undefined || document.querySelector('dialog.details') !== null) return;
  wearDialogs(signal);
  const page = h('div', { class: 'details__page' });
  const trouble = h('p', { class: 'switcher__trouble' });
  const cross = h('button', { class: 'rooms-sheet__close', type: 'button', 'aria-label': 'Close' });
  cross.append(svg('0 0 24 24', 'icon', CROSS));
  const dom = h('dialog', { class: 'details', 'aria-labelledby': 'details-title' }, cross, page);
  const opener = document.activeElement;
  const closing = new AbortController();
  let shown = '';
  on(cross, { click: () => dom.close() });
  on(dom, { click: ({ target }) => target === dom && dom.close(), close: closed });
  for (const store of [rooms, people, sync]) store.subscribe(show, closing.signal);
  signal.addEventListener('abort', () => dom.remove());
  document.body.append(dom);
  show();
  dom.showModal();

  function show(): void {
    const room = rooms.find(name);
    if (room === undefined) dom.close();
    else showRoom(room);
  }

  function showRoom(room: ListedRoom): void {
    const next = JSON.stringify([room, people.get(), sync.get().present]);
    if (next === shown) return;
    shown = next;
    const focused = buttonsOf(page).find((each) => each === document.activeElement);
    page.replaceChildren(...partsOf(room));
    if (focused === undefined) return;
    const heir = buttonsOf(page).find((each) => nameOf(each) === nameOf(focused));
    (heir ?? cross).focus();
  }

  function partsOf(room: ListedRoom): HTMLElement[] {
    const title = titleOfRoom(room, people.get(), viewer?.id ?? null);
    const head = h(
      'div',
      { class: 'details__head' },
      h('span', { class: 'details__icon' }, roomIcon(room.kind, title)),
      h('h2', { class: 'details__title', id: 'details-title' }, title),
    );
    const words = [room.description, kindInWords(room), repositoryInWords(room)].filter(
      (each) => each !== '',
    );
    const parts: HTMLElement[] = [
      head,
      ...words.map((each, at) => h('p', { class: at === 0 ? '' : 'details__fact' }, each)),
    ];
    if (room.people !== null) parts.push(peopleOfRoom(desk, room, { writeTo, takeOut }));
    const actions = actionsOfRoom(desk, room).map(({ label, act }) => button(label, act, 'quiet'));
    if (actions.length > 0) parts.push(h('div', { class: 'details__actions' }, ...actions));
    return parts;
  }

  function takeOut(id: string, person: string): void {
    const room = rooms.find(name);
    if (room !== undefined) askOut(desk, room, id, person);
  }

  async function writeTo(id: string): Promise<void> {
    try {
      const room = await deeds.writeTo(id);
      // Whoever closed it meanwhile stays where they are.
      if (!dom.open) return;
      dom.close();
      desk.go(room.name);
    } catch (error) {
      trouble.textContent = describeFailure(error);
      page.append(trouble);
      say(trouble.textContent);
    }
  }

  function closed(): void {
    closing.abort();
    dom.remove();
    if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
  }
}

function buttonsOf(page: HTMLElement): HTMLButtonElement[] {
  return [...page.querySelectorAll('button')];
}

/** "Write" stands on many; their names say to whom. */
function nameOf({ ariaLabel, textContent }: HTMLButtonElement): string {
  return ariaLabel ?? textContent;
}

function kindInWords({ kind, closed_at }: ListedRoom): string {
  const closed =
    closed_at === null ? '' : ' It is closed: it can be read, and nothing more is written in it.';
  if (kind === 'open') return `An open room: everyone here can read it and write in it.${closed}`;
  if (kind === 'private') return `A private room: only those who are in it see it.${closed}`;
  return 'Only those who are in it see it, for good.';
}

function repositoryInWords({ kind, in_repository }: ListedRoom): string {
  if (in_repository) return 'What is written here goes into the repository.';
  return kind === 'open' ? '' : 'What is written here stays on this server, and out of the repository.';
}
