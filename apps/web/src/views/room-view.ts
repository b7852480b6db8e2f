import type { Room } from '@bookchat/shared';
import { bookmark, setMark } from '../components/bookmark.ts';
import { looseLeaf } from '../components/drawings.ts';
import { placeholder } from '../components/placeholder.ts';
import { type RoomNoteState, roomNote } from '../components/room-note.ts';
import { formatMoment } from '../lib/format-time.ts';
import { h } from '../lib/h.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';
import { beginningOfRoom, facesOfRoom, titleOfName, titleOfRoom } from '../lib/title-of-room.ts';
import type { Chat } from '../stores/chat.ts';
import { firstRoom } from '../stores/first-room.ts';
import type { Identity } from '../stores/identity.ts';
import { mayWrite } from '../stores/viewer.ts';
import { timelineView } from './timeline-view.ts';
import { watchReading } from './watch-reading.ts';
import { type WritingAreaOptions, writingArea } from './writing-area.ts';

export interface RoomViewOptions {
  readonly chat: Chat;
  readonly name: string;
  readonly identity: Identity;
  clock(): Date;
  join(room: string): void;
  /** Shows who somebody is. */
  meet(id: string): void;
  readonly silenceNote?: WritingAreaOptions['silenceNote'];
  readonly signal: AbortSignal;
}

export interface RoomView {
  readonly dom: HTMLElement;
  readonly title: ReadableStore<string>;
  /** Brings the reader to where one writes. */
  focus(): void;
}

/** One room: what was written, and where one writes. */
export function roomView(options: RoomViewOptions): RoomView {
  const { chat, name, identity, clock, join, meet, silenceNote, signal } = options;
  const { rooms, people, viewer } = chat;
  const conversation = chat.show(name);
  const title = createStore(titleOfName(name));
  const isWritable = createStore(mayWrite(viewer));
  const ownId = viewer?.id ?? null;
  const news = watchReading({ conversation, rooms, people, ownId, isOwn: identity.isOwn, clock, signal });
  const writing = writingArea({
    conversation,
    title,
    identity,
    sent: () => timeline.goToNewest(),
    silenceNote,
    signal,
  });
  const timeline = timelineView({
    conversation,
    title,
    beginning,
    news,
    meet: viewer === null ? null : meet,
    people,
    isWritable,
    identity,
    clock,
    signal,
    write: focus,
  });
  const note = roomNote();
  const noteFoot = h('footer', { class: 'writing-area', id: 'write' });
  noteFoot.append(h('div', { class: 'writing-area__column' }, note.dom));
  const line = repositoryLine(clock);
  const dom = h('div', { class: 'room' }, line.dom, timeline.dom, writing.dom);
  let foot = writing.dom;
  let wasThere = false;
  let left: LostRoom | null = null;
  let first: string | undefined;
  for (const store of [rooms, people]) store.subscribe(show, signal);
  show();
  return { dom, title, focus };

  function show(): void {
    const room = rooms.find(name);
    line.update(room);
    if (room !== undefined) showRoom(room);
    else if (rooms.get().status === 'ready') showMissing();
  }

  function showRoom(room: Room): void {
    const hindrance = hindranceIn(room);
    wasThere = true;
    title.set(titleOfRoom(room, people.get(), ownId));
    rooms.see(name);
    isWritable.set(hindrance === null && mayWrite(viewer));
    if (hindrance !== null) note.update(hindrance);
    arrange(hindrance === null ? writing.dom : noteFoot);
  }

  function showMissing(): void {
    const next = firstRoom(rooms);
    if (dom.contains(foot)) left = wasThere ? lost() : null;
    else if (next === first) return;
    first = next;
    const had = dom.contains(document.activeElement);
    dom.replaceChildren(missingRoom(left, first));
    if (had) focus();
    if (wasThere) title.set('No longer your room');
    else title.set(first === undefined ? 'No room yet' : 'No such room');
  }

  /** What was being written there can be sent nowhere; it is shown this once, and kept no longer. */
  function lost(): LostRoom {
    const { draft } = conversation;
    const unsent = draft.get();
    draft.set('');
    return { title: title.get(), unsent };
  }

  function beginning(): string {
    const room = rooms.find(name);
    return room === undefined
      ? `This is where ${title.get()} begins.`
      : beginningOfRoom(room, people.get(), ownId);
  }

  /** What stays is left where it is: taken out and put back, it would forget how far it was scrolled. */
  function arrange(next: HTMLElement): void {
    const had = foot.contains(document.activeElement);
    if (!dom.contains(foot)) dom.replaceChildren(line.dom, timeline.dom, next);
    else if (next !== foot) foot.replaceWith(next);
    foot = next;
    if (had && !foot.contains(document.activeElement)) focus();
  }

  function hindranceIn(room: Room): RoomNoteState | null {
    if (room.closed_at !== null)
      return {
        sentence: 'This room is closed. It can be read, and nothing more is written in it.',
        action: null,
      };
    const isAlone = room.gone.length > 0 && room.people?.length === 1;
    if (isAlone) return { sentence: goneInWords(facesOfRoom(room, [], null)), action: null };
    if (room.is_member || !mayWrite(viewer)) return null;
    const action = { label: 'Join the room', act: () => join(name) };
    return { sentence: 'You are reading a room that you have not joined.', action };
  }

  function focus(): void {
    if (!dom.contains(foot)) dom.querySelector('main')?.focus();
    else if (foot === noteFoot) note.focus();
    else writing.focus();
  }
}

/** Of a room that not everybody sees: whether it goes where others may read it. */
function repositoryLine(clock: () => Date) {
  const mark = bookmark('repository-line__mark');
  const words = h('span', {});
  const dom = h('aside', { class: 'repository-line', 'aria-label': 'The repository' }, mark, words);
  return { dom, update };

  function update(room: Room | undefined): void {
    dom.hidden = room === undefined || room.kind === 'open';
    if (room === undefined) return;
    setMark(mark, room.in_repository ? 'filled' : 'kept');
    const since = room.repository_since;
    const from = since === null ? '' : `, from ${formatMoment(new Date(since), clock())} on`;
    words.textContent = room.in_repository
      ? `What is written here goes into the repository${from}.`
      : 'What is written here stays on this server, and out of the repository.';
  }
}

interface LostRoom {
  readonly title: string;
  readonly unsent: string;
}

function goneInWords(names: readonly string[]): string {
  const are = names.length === 1 ? 'is' : 'are';
  return `${names.join(', ')} ${are} no longer here. What you wrote to each other can be read, and nothing more is written.`;
}

/** `first` is where else they may go. */
function missingRoom(lost: LostRoom | null, first: string | undefined): HTMLElement {
  const isNew = first === undefined && lost === null;
  const nowhere = isNew
    ? 'Nobody has brought you into a room yet.'
    : 'There is no such room, or it is not yours to read.';
  const sentence = lost === null ? nowhere : `“${lost.title}” is not yours to read any more.`;
  const back =
    first === undefined
      ? h('p', {}, 'Ask whoever invited you. Once you are in a room, you find it here.')
      : h('a', { class: 'button', href: `/rooms/${first}` }, 'Go to the first room');
  const unsent = lost?.unsent.trim() ? unsentNote(lost.unsent) : null;
  const dom = placeholder(looseLeaf(), sentence, back, 'p');
  return h('main', { class: 'room__missing', tabindex: -1 }, dom, unsent);
}

function unsentNote(text: string): HTMLElement {
  const words = h('blockquote', { class: 'room__unsent', dir: 'auto' }, text);
  return h('div', {}, h('p', {}, 'You had not sent this. Copy it, if you want to keep it:'), words);
}
