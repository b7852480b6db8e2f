import { wearStyle } from '../admin/lib/page-style.ts';
import { button } from '../components/button.ts';
import type { AccessState } from '../stores/access.ts';
import type { ThemeStore } from '../stores/theme.ts';
import { type DoorwayOptions, doorway } from '../views/doorway.ts';
import type { Waiting } from '../views/waiting-room.ts';
import { ownAlone } from './own-alone.ts';
import { ownFrame } from './own-frame.ts';
import { ownSkeleton } from './own-skeleton.ts';
import { NOT_OPENED, type OwnViewOptions, ownView } from './own-view.ts';

export interface OwnPlaceOptions extends OwnViewOptions {
  /** What whoever is not signed in is shown. */
  readonly outside: DoorwayOptions['outside'];
}

/** One's own page, for whoever it turns out to be. */
export function ownPlace({ outside, ...options }: OwnPlaceOptions): HTMLElement {
  const { access, theme, signal } = options;
  wearStyle(signal);
  return doorway({
    access,
    inside: (_, within) => ownView({ ...options, signal: within }),
    outside,
    waiting: (tryAgain) => ownWaiting(theme, tryAgain, signal),
    signal,
  });
}

function ownWaiting(theme: ThemeStore, tryAgain: () => void, signal: AbortSignal): Waiting {
  const { dom, main } = ownFrame(theme, () => undefined, signal);
  let shown: AccessState['kind'] | null = null;
  return { dom, update };

  function update(state: AccessState): void {
    if (state.kind === shown) return;
    shown = state.kind;
    if (state.kind === 'asking') main.replaceChildren(ownSkeleton());
    if (state.kind === 'away')
      main.replaceChildren(ownAlone(NOT_OPENED, state.reason, button('Try again', tryAgain)));
  }
}
