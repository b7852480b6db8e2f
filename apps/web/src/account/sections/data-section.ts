import type { downloadMyData } from '@bookchat/shared';
import { deed } from '../../admin/components/deed.ts';
import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { section } from '../components/section.ts';
import { saveFile } from '../lib/save-file.ts';

/** Everything that is kept of one, to take along. */
export function dataSection(desk: AccountDesk): HTMLElement {
  const download = deed(desk, {
    label: 'Download your data',
    doing: 'Collecting…',
    async act() {
      const data = await desk.call<typeof downloadMyData>('GET', '/api/me/data', { isLong: true });
      saveFile('bookchat-my-data.json', JSON.stringify(data, null, 2));
      return 'Saved as bookchat-my-data.json.';
    },
  });
  const words = 'One file in JSON: your account, your ways in, your rooms, and all that you wrote.';
  const all = section('data', 'Your data', h('p', { class: 'own__said' }, words), download.dom);
  all.conclude('What is kept of you is yours');
  return all.dom;
}
