import type { ManagedPerson } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { choose, type Way } from '../components/choose.ts';
import type { OperatorsDesk } from '../desk.ts';
import { isMuted } from '../lib/count-people.ts';
import { isOwner, mayManage, roleName } from '../lib/roles.ts';
import { askMute, askUnmute } from './ask-mute.ts';
import { askRecoveryLink } from './ask-recovery-link.ts';
import { askReinstate } from './ask-reinstate.ts';
import { askHide, askRemove, askSuspend } from './ask-removal.ts';
import { askRole } from './ask-role.ts';
import { askRooms } from './ask-rooms.ts';

/** Lists what can be done about a person. */
export function managePerson(desk: OperatorsDesk, person: ManagedPerson, changed: () => void): void {
  const facts = h('p', { class: 'quiet' }, `${roleName(person.role)}, ${person.state}.`);
  choose(desk, person.name, facts, waysWith(desk, person, changed));
}

/** None for whom one may not manage; of oneself, an owner changes the role alone. */
export function waysWith(desk: OperatorsDesk, person: ManagedPerson, changed: () => void): readonly Way[] {
  const { me, clock } = desk;
  if (!mayManage(me, person)) return [];
  if (person.state === 'removed') return person.messages_hidden ? [] : [hideWay(desk, person, changed)];
  const role: Way = {
    label: 'Change role…',
    hint: 'What they may see and do here.',
    act: () => askRole(desk, person, changed),
  };
  if (me?.id === person.id) return isOwner(me) ? [role] : [];
  const remove: Way = {
    label: 'Remove…',
    hint: 'For good. The name stays taken.',
    isGrave: true,
    act: () => askRemove(desk, person, changed),
  };
  if (person.state === 'suspended')
    return [
      {
        label: 'Reinstate…',
        hint: 'They may sign in again.',
        act: () => askReinstate(desk, person, changed),
      },
      remove,
    ];
  const unmute: Way = {
    label: 'Unmute…',
    hint: 'They may write again at once.',
    act: () => askUnmute(desk, person, changed),
  };
  const rooms: Way = {
    label: 'Rooms…',
    hint: 'Which rooms they see.',
    act: () => askRooms(desk, person),
  };
  return [
    role,
    ...(person.role === 'guest' ? [rooms] : []),
    {
      label: 'Recovery link…',
      hint: 'For somebody who cannot sign in: with it they choose a new password.',
      act: () => askRecoveryLink(desk, person),
    },
    ...(isMuted(person, clock()) ? [unmute] : []),
    ...(person.role === 'guest'
      ? []
      : [
          {
            label: 'Mute…',
            hint: 'They read, and cannot write for as long as you say.',
            act: () => askMute(desk, person, changed),
          },
        ]),
    {
      label: 'Suspend…',
      hint: 'Signs them out, and keeps them out until you reinstate them.',
      isGrave: true,
      act: () => askSuspend(desk, person, changed),
    },
    remove,
  ];
}

function hideWay(desk: OperatorsDesk, person: ManagedPerson, changed: () => void): Way {
  return {
    label: 'Hide messages…',
    hint: 'What they wrote is still read by everybody.',
    isGrave: true,
    act: () => askHide(desk, person, changed),
  };
}
