import type { ManagedPerson, removePerson, suspendPerson } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { field, textField } from '../components/field.ts';
import { radioList } from '../components/radio-list.ts';
import { reasonField } from '../components/reason-field.ts';
import type { Desk } from '../desk.ts';

const HIDING = 'Nobody reads them here; the archive keeps what it has.';

interface Removal {
  readonly title: string;
  readonly explanation: string;
  /** Whether the person gets to know the reason. */
  readonly told: string;
  readonly action: string;
  readonly doing: string;
  readonly done: string;
  act(body: { reason: string; messages: 'keep' | 'hide' }): Promise<unknown>;
}

/** Asks whether somebody shall be kept out for now; their name must be typed for it. */
export function askSuspend(desk: Desk, { id, name }: ManagedPerson, changed: () => void): void {
  askRemoval(desk, name, changed, {
    title: `Suspend ${name}?`,
    explanation:
      'They are signed out at once, their keys and invites end, and they stay out until you reinstate them.',
    told: 'They read it when they sign in with what is right.',
    action: 'Suspend',
    doing: 'Suspending…',
    done: `${name} is suspended.`,
    act: (body) =>
      desk.call<typeof suspendPerson>('POST', '/api/system/people/:id/suspend', { params: { id }, body }),
  });
}

/** Asks whether somebody shall be gone for good; their name must be typed for it. */
export function askRemove(desk: Desk, { id, name }: ManagedPerson, changed: () => void): void {
  askRemoval(desk, name, changed, {
    title: `Remove ${name} for good?`,
    explanation:
      'Their sessions, keys, invites, passkeys, password and mail address are gone. Nobody else can take the name. This cannot be undone.',
    told: 'They are not told it: to them, the name or the password is wrong from now on.',
    action: 'Remove',
    doing: 'Removing…',
    done: `${name} is removed.`,
    act: (body) =>
      desk.call<typeof removePerson>('POST', '/api/system/people/:id/remove', { params: { id }, body }),
  });
}

/** Asks whether what a removed person wrote shall be hidden after all. */
export function askHide(desk: Desk, { id, name }: ManagedPerson, changed: () => void): void {
  const reason = reasonField('They are not told it.');
  ask(desk, {
    title: `Hide the messages of ${name}?`,
    isGrave: true,
    parts: [h('p', {}, `${HIDING} This cannot be undone.`), reason.dom],
    action: 'Hide them',
    doing: 'Hiding them…',
    check: reason.check,
    async act() {
      const body = { reason: reason.value(), messages: 'hide' } as const;
      await desk.run(() =>
        desk.call<typeof removePerson>('POST', '/api/system/people/:id/remove', { params: { id }, body }),
      );
      desk.tell(`The messages of ${name} are hidden.`);
      changed();
    },
  });
}

function askRemoval(desk: Desk, name: string, changed: () => void, removal: Removal): void {
  const { title, explanation, told, action, doing, done, act } = removal;
  const reason = reasonField(told);
  const typed = textField({ autocapitalize: 'off' });
  const messages = radioList(
    'Messages',
    [
      { value: 'keep', label: 'Keep them', hint: 'Everybody goes on reading them.' },
      { value: 'hide', label: 'Hide them', hint: HIDING },
    ],
    'keep',
  );
  ask(desk, {
    title,
    isGrave: true,
    parts: [h('p', {}, explanation), reason.dom, messages.dom, field(`Type ${name} to confirm`, typed)],
    action,
    doing,
    check: () => reason.check() ?? (isSame(typed.value, name) ? null : `This is not the name. Type ${name}.`),
    async act() {
      const body = { reason: reason.value(), messages: messages.chosen() };
      await desk.run(() => act(body));
      desk.tell(body.messages === 'hide' ? `${done} Their messages are hidden.` : done);
      changed();
    },
  });
}

function isSame(typed: string, name: string): boolean {
  return typed.normalize('NFC').trim().toLowerCase() === name.toLowerCase();
}
