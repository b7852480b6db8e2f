/** Where people see the repository. */
export function webAddressOf(apiUrl: URL, repository: string): string {
  return `${webOrigin(apiUrl)}/${repository}`;
}

/** What `git clone` is given. */
export function cloneUrlOf(apiUrl: URL, repository: string): string {
  return `${webAddressOf(apiUrl, repository)}.git`;
}

/**
 * GitHub and its clouds with data residency (api.octocorp.ghe.com) have a host for the API alone; GitHub Enterprise
 * Server keeps both on one, the API under /api/v3.
 */
function webOrigin({ protocol, host }: URL): string {
  const hasOwnHost = host === 'api.github.com' || /^api\.[^.]+\.ghe\.com$/.test(host);
  return `${protocol}//${hasOwnHost ? host.slice('api.'.length) : host}`;
}
