import type { linkGithub, unlinkGithub } from '@bookchat/shared';
import { Cancelled } from '../../admin/desk.ts';
import { describeFailure } from '../../admin/lib/describe-failure.ts';
import { button } from '../../components/button.ts';
import { h } from '../../lib/h.ts';
import type { AccountDesk } from '../account-desk.ts';
import { takeGithubReason } from '../github-reason.ts';

type Needed = Pick<AccountDesk, 'account' | 'call' | 'run' | 'take' | 'tell'>;

/** Which account on GitHub opens this one, and how that is changed; nothing where GitHub opens none. */
export function githubLink(
  desk: Needed,
  goTo: (address: string) => void = (address) => location.assign(address),
): HTMLElement {
  const dom = h('div', {});
  const said = takeGithubReason();
  if (said !== null) desk.tell(said);
  show();
  return dom;

  function show(): void {
    const { me, ways } = desk.account();
    if (me.github_login !== null) showLinked(me.github_login);
    else if (ways.github !== null)
      dom.replaceChildren(button('Sign in with GitHub as well…', () => void telling(link), 'quiet'));
    else dom.replaceChildren();
  }

  function showLinked(login: string): void {
    const words = ['You sign in with GitHub as ', h('strong', {}, login), '. '];
    const unlinking = button('Unlink', () => void telling(unlink), 'quiet');
    dom.replaceChildren(h('p', { class: 'own__said' }, ...words), unlinking);
  }

  async function link(): Promise<void> {
    const { url } = await desk.run(() => desk.call<typeof linkGithub>('POST', '/api/me/github'));
    goTo(url);
  }

  async function unlink(): Promise<void> {
    desk.take(await desk.run(() => desk.call<typeof unlinkGithub>('DELETE', '/api/me/github')));
    desk.tell('GitHub does not open your account any more.');
    show();
  }

  async function telling(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Cancelled)) desk.tell(describeFailure(error));
    }
  }
}
