import { ask } from '../admin/components/ask.ts';
import { h } from '../lib/h.ts';
import type { RoomsDesk } from './desk.ts';
import { wearDialogs } from './wear-dialogs.ts';

/** Stands where a part was to open whose code could not be loaded; whatever is open already, it lies over it. */
export function tryAgain<Part>(
  desk: Pick<RoomsDesk, 'say' | 'signal'>,
  load: () => Promise<Part>,
  act: (part: Part) => void,
): void {
  let open: () => void = () => undefined;
  wearDialogs(desk.signal);
  ask(desk, {
    title: 'This could not be loaded',
    parts: [h('p', {}, 'Check your connection.')],
    action: 'Try again',
    doing: 'Loading…',
    describe: () => 'It could still not be loaded.',
    async act() {
      const part = await load();
      open = () => act(part);
    },
    done: () => open(),
  });
}
