import type { Config } from '../../config.ts';

const HTTP_PORT = 80;

/**
 * The address of a link: its token stands behind the `#`, which browsers send to nobody.
 * @param port the one that the server listens on, for one that has no name.
 */
export function linkUrl(
  { publicUrl, port }: Pick<Config['http'], 'publicUrl' | 'port'>,
  token: string,
): string {
  const local = `http://localhost${port === HTTP_PORT ? '' : `:${port}`}`;
  return `${publicUrl === null ? local : publicUrl.href.replace(/\/$/, '')}/join#${token}`;
}
