import type {
  AnswerOf,
  addPasskey,
  beginPasskey,
  listPasskeys,
  Passkey,
  removePasskey,
} from '@bookchat/shared';
import { ask } from '../../admin/components/ask.ts';
import { field, textField } from '../../admin/components/field.ts';
import { moment } from '../../admin/components/moment.ts';
import { panel } from '../../admin/components/panel.ts';
import { type RowActions, records } from '../../admin/components/records.ts';
import { tools } from '../../admin/components/tools.ts';
import { describeFailure } from '../../admin/lib/describe-failure.ts';
import { button } from '../../components/button.ts';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { canUsePasskeys, createPasskey, PasskeyError } from '../passkeys.ts';

const INTERVAL_MS = 30_000;
const MOST_NAME = 60;

/** What opens this account without a password. */
export function passkeysSection(desk: AccountDesk): HTMLElement {
  const list = records<Passkey>({
    caption: 'Your passkeys',
    empty: 'None yet. With one you sign in by fingerprint, face or PIN, and no password can be stolen.',
    keyOf: ({ id }) => id,
    columns: [
      { name: 'Passkey', cell: ({ name }) => h('strong', {}, name) },
      { name: 'Added', cell: ({ created_at: at }) => moment(at, desk.clock()) },
      {
        name: 'Last used',
        cell: ({ last_used_at: at }) => (at === null ? 'Never' : moment(at, desk.clock())),
      },
    ],
    actions: (current) => rowActions(desk, current(), () => shown.nudge()),
  });
  const add = button('Add a passkey…', () => askPasskey(desk, () => shown.nudge()), 'quiet');
  const cannot = h('p', { class: 'quiet' }, 'This browser cannot make one at this address.');
  const shown = panel<AnswerOf<typeof listPasskeys>>(desk, {
    id: 'passkeys',
    name: 'Passkeys',
    intervalMs: INTERVAL_MS,
    load: (signal) => desk.call<typeof listPasskeys>('GET', '/api/me/passkeys', { signal }),
    conclude: ({ passkeys }) =>
      passkeys.length === 0
        ? 'Sign in without a password'
        : `This account has ${counted(passkeys.length, 'passkey')}`,
    parts: [list.dom, tools(canUsePasskeys() ? add : cannot)],
    show: ({ passkeys }) => list.update(passkeys),
  });
  return shown.dom;
}

function askPasskey(desk: AccountDesk, changed: () => void): void {
  const name = textField({ maxlength: MOST_NAME, placeholder: 'For example: my laptop' });
  ask(desk, {
    title: 'Add a passkey',
    parts: [field('Name', name, 'So that you know it again. Your browser then asks where to keep it.')],
    action: 'Go on',
    doing: 'Waiting for your browser…',
    check: () => (name.value.trim() === '' ? 'Give it a name.' : null),
    describe: describeRefusal,
    async act() {
      const { options } = await desk.run(() =>
        desk.call<typeof beginPasskey>('POST', '/api/me/passkeys/begin'),
      );
      const response = await createPasskey(options);
      if (response === null) throw new PasskeyError('No passkey was made. Try again.');
      const body = { name: name.value, response };
      await desk.run(() => desk.call<typeof addPasskey>('POST', '/api/me/passkeys', { body }));
      changed();
      desk.tell(`The passkey “${name.value.trim()}” opens your account from now on.`);
    },
  });
}

function describeRefusal(error: unknown): string {
  return error instanceof PasskeyError ? error.message : describeFailure(error);
}

function rowActions(desk: AccountDesk, { id, name }: Passkey, changed: () => void): RowActions<Passkey> {
  const remove = button('Remove…', askRemoval, 'quiet');
  remove.append(h('span', { class: 'for-readers' }, ` passkey ${name}`));
  return { parts: [remove] };

  function askRemoval(): void {
    ask(desk, {
      title: `Remove “${name}”?`,
      isGrave: true,
      parts: [h('p', {}, 'It does not open your account any more. Where it is kept, delete it as well.')],
      action: 'Remove',
      doing: 'Removing…',
      async act() {
        const params = { id };
        await desk.run(() => desk.call<typeof removePasskey>('DELETE', '/api/me/passkeys/:id', { params }));
        desk.tell(`The passkey “${name}” is removed.`);
        changed();
      },
    });
  }
}
