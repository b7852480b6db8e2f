import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';

let notes = 0;

/** A button at the foot of the list. Beside it stands what there is to say of it. */
export function footButton(path: string, act: () => void) {
  const words = h('span', { class: 'room-list__foot-words' });
  const note = h('span', { class: 'room-list__foot-note', id: `room-list-note-${++notes}` });
  const pressed = h('button', {
    class: 'room-list__foot-button',
    type: 'button',
    'aria-describedby': note.id,
  });
  pressed.append(svg('0 0 24 24', 'icon', path), words);
  on(pressed, { click: act });
  return { dom: h('div', { class: 'room-list__foot-row' }, pressed, note), say };

  function say(text: string, more = ''): void {
    words.textContent = text;
    note.textContent = more;
  }
}
