import type { Account, Site } from '../site.ts';

/** An account; where none is given, the one that owns the repository and the token. */
export function presentUser(
  { url, owner }: Site,
  { id, login }: Pick<Account, 'id' | 'login'> = { id: 1, login: owner },
): Record<string, unknown> {
  const api = `${url}/users/${login}`;
  return {
    login,
    id,
    node_id: 'MDQ6VXNlcjE=',
    avatar_url: `${url}/images/error/octocat_happy.gif`,
    gravatar_id: '',
    url: api,
    html_url: `${url}/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}
