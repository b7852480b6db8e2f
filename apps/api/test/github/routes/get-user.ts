import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';
import { presentUser } from './present-user.ts';

/** Whose token it is that they let a program have when they signed in. */
export function getUser({ site, authorization }: Call): Answer {
  const token = /^bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const login = site.oauth.tokens.get(token);
  const account = site.settings.accounts.find((one) => one.login === login);
  if (account === undefined) throw new Refusal(401, 'Bad credentials');
  const since = new Date(site.createdAt).toISOString();
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  const said = {
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
  };
  return {
    status: 200,
    body: { ...presentUser(site, account), ...said, ...counts, created_at: since, updated_at: since },
  };
}
