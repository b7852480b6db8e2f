import { localAddress } from '../../config/local-address.ts';
import type { Config } from '../../config.ts';

/**
 * The address of a link: its token stands behind the `#`, which browsers send to nobody.
 * @param http with the port that the server listens on, for one that has no name.
 */
export function linkUrl(http: Pick<Config['http'], 'publicUrl' | 'host' | 'port'>, token: string): string {
  const { publicUrl } = http;
  return `${publicUrl === null ? localAddress(http) : publicUrl.href.replace(/\/$/, '')}/join#${token}`;
}
