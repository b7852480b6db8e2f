import type { Recovery } from '@bookchat/shared';
import { moment } from '../../admin/components/moment.ts';
import { h } from '../../lib/h.ts';

export interface RecoveryNotes {
  readonly dom: HTMLElement;
  show(recoveries: readonly Recovery[]): void;
}

/** Tells of links for a new password: whoever had one could sign in as the reader. Nothing where there were none. */
export function recoveryNotes({ clock }: { clock(): Date }): RecoveryNotes {
  const list = h('ul', {});
  const dom = h(
    'div',
    { class: 'recoveries', hidden: true },
    h(
      'p',
      {},
      'Whoever has a link for a new password can sign in as you, and read what you read. Ask about one that you did not want.',
    ),
    list,
  );
  return {
    dom,
    show(recoveries) {
      dom.hidden = recoveries.length === 0;
      list.replaceChildren(...recoveries.map(note));
    },
  };

  function note({ made_at, made_by, is_used }: Recovery): HTMLElement {
    const how = made_by === null ? 'A link was sent by mail ' : `${made_by} made a link `;
    return h('li', {}, how, moment(made_at, clock()), is_used ? '. It was used.' : '. It was not used.');
  }
}
