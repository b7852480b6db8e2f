import { describeFailure } from '../admin/lib/describe-failure.ts';
import { adoptStyle } from '../lib/adopt-style.ts';
import { formatMoment } from '../lib/format-time.ts';
import { h, on } from '../lib/h.ts';
import { isFocusLost } from '../lib/is-focus-lost.ts';
import { facesOfRoom, titleOfRoom } from '../lib/title-of-room.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import { actionButtons } from './action-buttons.ts';
import { actionsOfRoom } from './actions-of-room.ts';
import { askOut } from './ask-about-room.ts';
import type { RoomsDesk } from './desk.ts';
import styles from './details.css?inline';
import { invitesOfRoom } from './invites-of-room.ts';
import { closeButton, overlay } from './overlay.ts';
import { peopleOfRoom } from './people-of-room.ts';
import { roomIcon } from './room-icon.ts';
import { wearDialogs } from './wear-dialogs.ts';

adoptStyle(styles);

/** What there is to know of a room and to do with it, over the page until it is closed or another room is open. */
export function openDetailsSheet(desk: RoomsDesk, name: string): void {
  const { chat, shown, deeds, say, clock, signal } = desk;
  const { rooms, people, sync, viewer } = chat;
  if (rooms.find(name) === undefined || document.querySelector('dialog.details') !== null) return;
  wearDialogs(signal);
  const page = h('div', { class: 'details__page' });
  const trouble = h('p', { class: 'overlay__trouble' });
  const cross = closeButton(() => dom.close());
  const dom = overlay('details', { 'aria-labelledby': 'details-title' }, cross, page);
  const opener = document.activeElement;
  const closing = new AbortController();
  const buttons = actionButtons();
  let told = '';
  let invites: HTMLElement | null = null;
  on(dom, { close: closed });
  for (const store of [rooms, people, sync]) store.subscribe(show, closing.signal);
  shown.subscribe(() => dom.close(), closing.signal);
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
    if (next === told) return;
    told = next;
    const focused = buttonsOf(page).find((each) => each === document.activeElement);
    page.replaceChildren(...partsOf(room));
    if (focused === undefined) return;
    // What stays a button is the same one; of the others one of the same name takes over.
    const heir = focused.isConnected
      ? focused
      : buttonsOf(page).find((each) => nameOf(each) === nameOf(focused));
    (heir ?? cross).focus();
  }

  function partsOf(room: ListedRoom): HTMLElement[] {
    const ownId = viewer?.id ?? null;
    const title = titleOfRoom(room, people.get(), ownId);
    const head = h(
      'div',
      { class: 'details__head' },
      h('span', { class: 'details__icon' }, roomIcon(room.kind, facesOfRoom(room, people.get(), ownId))),
      h('h2', { class: 'details__title', id: 'details-title' }, title),
    );
    const words = [
      room.description,
      kindInWords(room),
      ownersInWords(room),
      repositoryInWords(room, clock()),
    ].filter((each) => each !== '');
    const parts: HTMLElement[] = [
      head,
      ...words.map((each, at) => h('p', { class: at === 0 ? '' : 'details__fact' }, each)),
    ];
    const { first, groups } = actionsOfRoom(desk, room);
    if (first !== null) parts.push(h('div', {}, buttons.first(first)));
    // Where nobody has an account, nobody is a member.
    if (viewer !== null) parts.push(peopleOfRoom(desk, room, { writeTo, takeOut }));
    if (room.is_yours && room.kind === 'private') {
      invites ??= invitesOfRoom(desk, name);
      parts.push(invites);
    }
    return [...parts, ...groups.map(buttons.group)];
  }

  function ownersInWords({ owners }: ListedRoom): string {
    const names = owners.flatMap((id) => people.get().find((person) => person.id === id)?.name ?? []);
    if (owners.length === 1 && owners[0] === viewer?.id) return 'You run it.';
    return names.length === 0 ? '' : `${names.join(', ')} ${names.length === 1 ? 'runs' : 'run'} it.`;
  }

  function takeOut(id: string, person: string): void {
    const room = rooms.find(name);
    if (room !== undefined) askOut(desk, room, { id, name: person }, () => isFocusLost() && cross.focus());
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
    if (isFocusLost() && opener instanceof HTMLElement) opener.focus();
    // What opened it is of no use where the room has gone.
    if (isFocusLost()) desk.write();
  }
}

function buttonsOf(page: HTMLElement): HTMLButtonElement[] {
  return [...page.querySelectorAll('button')];
}

/** What else stands on a button may change while it stays the same one. */
function nameOf({ ariaLabel, dataset, textContent }: HTMLButtonElement): string {
  return ariaLabel ?? dataset['of'] ?? textContent;
}

function kindInWords({ kind, closed_at }: ListedRoom): string {
  const closed =
    closed_at === null ? '' : ' It is closed: it can be read, and nothing more is written in it.';
  if (kind === 'open')
    return `An open room: every member can read it and write in it, and guests who were brought in can read it.${closed}`;
  if (kind === 'private') return `A private room: only those who are in it see it.${closed}`;
  return 'Only those who are in it see it, for good.';
}

function repositoryInWords({ kind, in_repository, repository_since: since }: ListedRoom, now: Date): string {
  const from = since === null ? '' : `, from ${formatMoment(new Date(since), now)} on`;
  if (in_repository) return `What is written here goes into the repository${from}.`;
  return kind === 'open' ? '' : 'What is written here stays on this server, and out of the repository.';
}
