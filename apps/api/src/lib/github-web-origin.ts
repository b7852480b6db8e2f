/**
 * Where people see what the API is for. GitHub and its clouds with data residency (api.octocorp.ghe.com) have a host for
 * the API alone; GitHub Enterprise Server keeps both on one, the API under /api/v3.
 */
export function webOriginOf({ protocol, host }: URL): string {
  const hasOwnHost = host === 'api.github.com' || /^api\.[^.]+\.ghe\.com$/.test(host);
  return `${protocol}//${hasOwnHost ? host.slice('api.'.length) : host}`;
}
