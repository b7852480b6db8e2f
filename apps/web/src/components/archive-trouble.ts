import type { ArchiveStatus } from '@bookchat/shared';
import { h } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import type { View } from '../lib/view.ts';
import { coded } from './coded.ts';

const WARNING = 'M12 3.500L22 20.500H2ZM12 10V14.500M12 17.400V17.500';
const CLOCK = 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.500V12L15 14';

const UNKNOWN_PROBLEM = 'What is wrong was not said. Messages are kept on this server meanwhile.';

/** What is the matter and what happens next: a warning where somebody has to help, a clock where time will. */
export function archiveTrouble(): View<ArchiveStatus> {
  const [warning, clock] = [svg('0 0 24 24', 'icon', WARNING), svg('0 0 24 24', 'icon', CLOCK)];
  const words = h('p', {});
  const dom = h('div', { class: 'sheet__trouble' });
  return { dom, update, destroy: () => dom.remove() };

  function update({ state, problem }: ArchiveStatus): void {
    const isFailing = state === 'failing';
    dom.hidden = problem === null && !isFailing;
    dom.replaceChildren(isFailing ? warning : clock, words);
    words.replaceChildren(...coded(problem ?? UNKNOWN_PROBLEM));
  }
}
