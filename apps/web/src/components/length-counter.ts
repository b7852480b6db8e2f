import { countCodePoints } from '@bookchat/shared';
import { MAX_CONTENT_CODE_POINTS } from '../lib/contract.ts';
import { h } from '../lib/h.ts';
import './length-counter.css';

/** From here on it pays to know how much room is left, and at each of these to hear of it. */
const TOLD_AT = [0, 20, 100, 400];
/** A text of more UTF-16 units than this is not counted at every key: that would hold up the keys. */
const LONGEST_COUNTED = 10 * MAX_CONTENT_CODE_POINTS;

export interface LengthCounter {
  /** Names what is counted: `aria-describedby` of the field. */
  readonly id: string;
  readonly parts: readonly HTMLElement[];
  /** Answers whether `text` is too long. */
  update(text: string): boolean;
}

/** How much room a message has left: shown at every key, said aloud only as a threshold is passed. */
export function lengthCounter(): LengthCounter {
  const shown = h('p', { class: 'length-counter', id: 'counter' });
  const said = h('p', { class: 'for-readers', role: 'status' });
  let level = levelOf(MAX_CONTENT_CODE_POINTS);
  return { id: shown.id, parts: [shown, said], update };

  function update(text: string): boolean {
    const left = roomLeft(text);
    const words = describe(left);
    shown.textContent = words;
    shown.classList.toggle('length-counter--over', left < 0);
    if (level !== levelOf(left)) said.textContent = words;
    level = levelOf(left);
    return left < 0;
  }
}

function roomLeft(text: string): number {
  return text.length > LONGEST_COUNTED ? -Infinity : MAX_CONTENT_CODE_POINTS - countCodePoints(text);
}

/** The lowest threshold that is not undercut, or none; -1 beyond the limit. */
function levelOf(left: number): number | undefined {
  return left < 0 ? -1 : TOLD_AT.find((threshold) => left <= threshold);
}

function describe(left: number): string {
  if (left === -Infinity) return `Far more than ${MAX_CONTENT_CODE_POINTS.toLocaleString('en')}`;
  if (levelOf(left) === undefined) return '';
  return left < 0 ? `${(-left).toLocaleString('en')} too many` : `${left} left`;
}
