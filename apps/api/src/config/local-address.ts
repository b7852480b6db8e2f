import type { Config } from '../config.ts';

const HTTP_PORT = 80;
/** `localhost` is no sure way to `::1`. */
const REACHED_AS_LOCALHOST = ['0.0.0.0', '::', '127.0.0.1'];

/**
 * Where a server is reached that has no public address, without a slash at its end. Of this machine always the same name, as a
 * cookie goes with it, and as passkeys are for names alone.
 */
export function localAddress({ host, port }: Pick<Config['http'], 'host' | 'port'>): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${REACHED_AS_LOCALHOST.includes(host) ? 'localhost' : name}${port === HTTP_PORT ? '' : `:${port}`}`;
}
