import type { RoomInvite } from '@bookchat/shared';
import { describeFailure } from '../admin/lib/describe-failure.ts';
import { button } from '../components/button.ts';
import { counted } from '../lib/counted.ts';
import { h } from '../lib/h.ts';
import type { RoomsDesk } from './desk.ts';

/** By which links strangers come into a private room, for whoever runs it; nothing where there are none. */
export function invitesOfRoom({ deeds, say }: Pick<RoomsDesk, 'deeds' | 'say'>, name: string): HTMLElement {
  const list = h('ul', { class: 'details__people', role: 'list' });
  const trouble = h('p', { class: 'overlay__trouble', hidden: true });
  const heading = h('h3', { class: 'details__heading', tabindex: -1 }, 'Invites that lead here');
  const dom = h('section', { hidden: true }, heading, list, trouble);
  void load();
  return dom;

  async function load(): Promise<void> {
    try {
      show(await deeds.listInvites(name));
    } catch (error) {
      fail(error);
    }
  }

  function show(invites: readonly RoomInvite[]): void {
    list.replaceChildren(...invites.map(row));
    dom.hidden = invites.length === 0;
  }

  function row(invite: RoomInvite): HTMLElement {
    const by = `By ${invite.created_by ?? 'the admin token'}`;
    const end = button('Shut', () => void shut(invite), 'quiet');
    end.ariaLabel = `Shut the room to the invite ${by.toLowerCase()}`;
    return h(
      'li',
      { class: 'details__person' },
      h('bdi', {}, by),
      h('span', { class: 'details__fact' }, left(invite)),
      end,
    );
  }

  async function shut({ id }: RoomInvite): Promise<void> {
    try {
      await deeds.shutToInvite(name, id);
      show(await deeds.listInvites(name));
      say('Nobody comes in here by it any more.');
      if (!dom.hidden) heading.focus();
    } catch (error) {
      fail(error);
      say(trouble.textContent);
    }
  }

  function fail(error: unknown): void {
    trouble.textContent = `Invites that lead here: ${describeFailure(error)}`;
    trouble.hidden = false;
    dom.hidden = false;
  }
}

function left({ role, uses, max_uses }: RoomInvite): string {
  return `for ${counted(max_uses - uses, role)} more`;
}
