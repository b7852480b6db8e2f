import type { rotateGithubToken } from '@bookchat/shared';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { field, textField } from '../components/field.ts';
import type { Desk } from '../desk.ts';

/** Asks for a new GitHub token, has it tried, and switches to it. */
export function askGithubToken(desk: Desk, changed: () => void): void {
  const token = textField({ type: 'password', maxlength: 512 });
  ask(desk, {
    title: 'Change the GitHub token',
    parts: [
      h(
        'p',
        {},
        'The new one is tried against your repository first. Where it does not work, nothing changes.',
      ),
      field('New token', token),
    ],
    action: 'Try and change',
    doing: 'Trying it…',
    check: () => (/^\S+$/.test(token.value.trim()) ? null : 'Paste the token: one word, without spaces.'),
    async act() {
      const body = { token: token.value.trim() };
      const { check } = await desk.run(() =>
        desk.call<typeof rotateGithubToken>('POST', '/api/system/secrets/github-token/rotate', {
          body,
          isLong: true,
        }),
      );
      desk.tell(`The new token is in use. ${check}`);
      changed();
    },
  });
}
