import type { RoomKind } from '@bookchat/shared';
import { avatar } from '../components/avatar.ts';
import { adoptStyle } from '../lib/adopt-style.ts';
import { h } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import styles from './room-icon.css?inline';

adoptStyle(styles);

const PAGE = 'M5 4.500H16.500Q19 4.500 19 7V19.500H7.500Q5 19.500 5 17ZM9 9H15M9 13H13';
const LOCK = 'M6.500 11H17.500V19.500H6.500ZM9 11V8a3 3 0 0 1 6 0V11';

/** A page for an open room, a lock for a private one, and for a direct one the faces of those who stand for it. */
export function roomIcon(kind: RoomKind, faces: readonly string[]): Element {
  if (kind === 'direct') return facesOf(faces);
  return svg('0 0 24 24', 'icon', kind === 'open' ? PAGE : LOCK);
}

/** Of more than two, the second place says how many more there are. */
function facesOf([first = '?', second, ...more]: readonly string[]): HTMLElement {
  if (second === undefined) return avatar(first);
  const rest = h('span', { class: 'avatar avatar--more', 'aria-hidden': 'true' }, `+${more.length + 1}`);
  return h('span', { class: 'face-stack' }, avatar(first), more.length === 0 ? avatar(second) : rest);
}
