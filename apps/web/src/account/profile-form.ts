import { type BodyOf, type changeMe, type Me, statusTextSchema } from '@bookchat/shared';
import { adoptStyle } from '../lib/adopt-style.ts';
import { h } from '../lib/h.ts';
import { whyNot } from '../lib/why-not.ts';
import type { AccountDesk } from './account-desk.ts';
import { entry } from './components/entry.ts';
import { entryForm } from './components/entry-form.ts';
import { zoneEntry } from './components/zone-entry.ts';
import { pictureEntry } from './picture-entry.ts';
import styles from './profile-form.css?inline';

adoptStyle(styles);

/** One's own picture, and what one says of oneself. */
export function profileForm(desk: AccountDesk): HTMLElement {
  const { me } = desk.account();
  const status = entry({
    label: 'Status',
    hint: 'What you are about, in a line. Empty it to say nothing.',
    attributes: { autocomplete: 'off', autocapitalize: 'sentences', value: me.status_text },
    check: (text) => whyNot(statusTextSchema, text),
  });
  const zone = zoneEntry(me.time_zone);
  const picture = pictureEntry(desk);
  const form = entryForm({
    entries: { status_text: status, time_zone: zone },
    action: 'Save',
    doing: 'Saving…',
    async act() {
      const isTaken = await picture.give();
      if (isTaken === false) return;
      const body = changesOf(desk.account().me, status.input.value.trim(), zone.read());
      if (Object.keys(body).length === 0) return desk.tell(isTaken ? 'Saved.' : 'Nothing has changed.');
      const next = await desk.run(() => desk.call<typeof changeMe>('PATCH', '/api/me', { body }));
      status.input.value = next.status_text;
      desk.take(next);
      desk.tell('Saved.');
    },
  });
  return h('div', { class: 'profile-form' }, picture.dom, form.dom);
}

/** Only what is another: whoever is muted may still change what they do not speak with. */
function changesOf(me: Me, status: string, zone: string | null): BodyOf<typeof changeMe> {
  return {
    ...(status === me.status_text ? {} : { status_text: status }),
    ...(zone === me.time_zone ? {} : { time_zone: zone }),
  };
}
