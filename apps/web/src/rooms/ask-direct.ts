import { ask } from '../admin/components/ask.ts';
import { h } from '../lib/h.ts';
import type { RoomsDesk } from './desk.ts';
import { peoplePicker } from './people-picker.ts';
import { wearDialogs } from './wear-dialogs.ts';

/** As many as the server takes, beside whoever asks. */
const MOST_OTHERS = 8;

/** Asks to whom somebody wants to write, one or several, and opens the room of exactly these. */
export function askDirect(desk: RoomsDesk): void {
  const { chat, deeds, go, signal } = desk;
  wearDialogs(signal);
  const others = chat.people.get().filter(({ id, state }) => id !== chat.viewer?.id && state === 'active');
  const writers = others.filter(({ role }) => role !== 'guest');
  const picker = peoplePicker(writers);
  let room = '';
  if (writers.length === 0) {
    const nobody = h('p', {}, 'Nobody is here yet who could answer.');
    ask(desk, {
      title: 'Write directly',
      parts: [nobody],
      action: 'Back',
      doing: 'Back',
      act: async () => {},
    });
  } else
    ask(desk, {
      title: 'Write directly',
      parts: [h('p', { class: 'labelled__hint' }, wordsFor(others.length > writers.length)), picker.dom],
      action: 'Write',
      doing: 'Opening…',
      check: () => whyNot(picker.ticked().length),
      act: async () => {
        room = (await deeds.writeTo(...picker.ticked())).name;
      },
      done: () => go(room),
    });
}

function wordsFor(hasGuests: boolean): string {
  const words = 'One, or several at once. What you write stays between you, and out of the repository.';
  return hasGuests ? `${words} Guests only read, so they are not among these.` : words;
}

function whyNot(count: number): string | null {
  if (count === 0) return 'Pick somebody.';
  return count > MOST_OTHERS ? `At most ${MOST_OTHERS} others. Make a private room for more.` : null;
}
