import type { askForRecovery } from '@bookchat/shared';
import type { Call } from '../admin/call.ts';
import { h, on } from '../lib/h.ts';
import { type Door, saying } from './components/door.ts';
import { entry } from './components/entry.ts';
import { entryForm } from './components/entry-form.ts';
import { whyNoAddress } from './lib/why-no-address.ts';

const HEADING = 'Forgotten your password?';

export interface ForgottenOptions {
  readonly page: Door;
  readonly call: Call;
  readonly byMail: boolean;
  back(): void;
}

/** Leads to a new password: by mail where the server sends any, else by somebody who runs it. */
export function forgotten({ page, call, byMail, back }: ForgottenOptions): void {
  const link = on(h('button', { class: 'door__link', type: 'button' }, 'Back to sign in'), { click: back });
  if (byMail) askForMail();
  else sayWhomToAsk();

  function sayWhomToAsk(): void {
    const words = 'Ask an owner or an admin of this server. They can make you a link for a new password.';
    page.show(HEADING, saying(words), link);
    link.focus();
  }

  function askForMail(): void {
    const email = entry({
      label: 'Your mail address',
      attributes: { type: 'email', autocomplete: 'email', enterkeyhint: 'send' },
      check: (value) => (value.trim() === '' ? 'Give your mail address.' : whyNoAddress(value)),
    });
    const form = entryForm({
      entries: { email },
      before: [saying('A link for a new password comes to the address of your account.')],
      action: 'Send the link',
      doing: 'Sending…',
      async act() {
        await call<typeof askForRecovery>('POST', '/api/recovery', { body: { email: email.input.value } });
        sayThatItIsSent(email.input.value);
      },
    });
    page.show(HEADING, form.dom, link);
    form.focus();
  }

  function sayThatItIsSent(address: string): void {
    const heading = 'Look into your mail';
    const words = ['If ', h('strong', {}, address), ' belongs to an account here, a link is on its way. '];
    page.show(heading, saying(...words, 'It is good once, and for an hour.'), link);
    link.focus();
  }
}
