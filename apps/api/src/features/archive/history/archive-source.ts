import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLoopbackHost } from '../../../config/is-loopback-host.ts';
import { TargetError } from '../targets/target-error.ts';

/** Where an archive is read from, and the one protocol by which git may do so. */
export interface ArchiveSource {
  readonly address: string;
  readonly protocol: 'https' | 'http' | 'file';
}

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
const SSH = /^[^/\\]+@[^/\\]+:/;

/**
 * @param from an address, or the folder of a repository (with or without a working tree), or a bundle of git's.
 * @throws TargetError `denied`, in words.
 */
export function parseArchiveSource(from: string): ArchiveSource {
  if (ADDRESS.test(from)) return parseAddress(from);
  if (SSH.test(from)) throw new TargetError('denied', `${READABLE} SSH is not among them.`);
  return parsePath(from);
}

const READABLE =
  'An archive is read from an address that begins with https://, or from a folder of this machine.';

function parseAddress(text: string): ArchiveSource {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'file:' && url.host === '') return parsePath(fileURLToPath(url));
  if (url === null || !isReadable(url)) throw new TargetError('denied', READABLE);
  if (url.username !== '' || url.password !== '')
    throw new TargetError(
      'denied',
      'The address holds a password, which others could read. Set GITHUB_TOKEN, and leave it out of the address.',
    );
  return { address: url.href, protocol: url.protocol === 'https:' ? 'https' : 'http' };
}

/** In the clear only on this machine, where nobody is on the way. */
function isReadable({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname.replace(/^\[|\]$/g, '')));
}

/** An absolute path is neither an option of git nor the address of another machine. */
function parsePath(text: string): ArchiveSource {
  const path = resolve(text);
  if (text.includes('\0') || statSync(path, { throwIfNoEntry: false }) === undefined)
    throw new TargetError(
      'denied',
      'There is no such folder on this machine. Check the path of the repository.',
    );
  return { address: path, protocol: 'file' };
}
