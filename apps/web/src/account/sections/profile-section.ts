import type { changeMe, Me } from '@bookchat/shared';
import type { AccountDesk } from '../account-desk.ts';
import { entry } from '../components/entry.ts';
import { entryForm } from '../components/entry-form.ts';
import { nameEntry } from '../components/name-entry.ts';
import { section } from '../components/section.ts';
import { whyNoAddress } from '../lib/why-no-address.ts';
import { githubLink } from './github-link.ts';

/** The name that others see, and the address that they do not. */
export function profileSection(desk: AccountDesk): HTMLElement {
  const { me } = desk.account();
  const name = nameEntry({ hint: 'What you wrote under an earlier name keeps it.', value: me.name });
  const email = entry({
    label: 'Mail address',
    hint: 'To sign in with, and for the day you forget your password. Only you and the admins see it.',
    attributes: { type: 'email', autocomplete: 'email', value: me.email },
    check: whyNoAddress,
  });
  const form = entryForm({
    entries: { name, email },
    action: 'Save',
    doing: 'Saving…',
    async act() {
      const body = changesOf(desk.account().me, name.input.value, email.input.value.trim());
      if (Object.keys(body).length === 0) return desk.tell('Nothing has changed.');
      take(await desk.run(() => desk.call<typeof changeMe>('PATCH', '/api/me', { body })));
      desk.tell('Saved.');
    },
  });
  const all = section('profile', 'Profile', githubLink(desk), form.dom);
  all.conclude('How others know you');
  return all.dom;

  function take(next: Me): void {
    name.input.value = next.name;
    email.input.value = next.email ?? '';
    desk.take(next);
  }
}

/** Only what is another: to change the address asks for more than to change the name. */
function changesOf(me: Me, name: string, email: string): { name?: string; email?: string | null } {
  return {
    ...(name.trim() === me.name ? {} : { name }),
    ...(email === (me.email ?? '') ? {} : { email: email === '' ? null : email }),
  };
}
