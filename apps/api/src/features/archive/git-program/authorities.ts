import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasOwnAuthorities } from '../../../config/network-variables.ts';

/**
 * Has git trust whom Node.js does, where it was given authorities of the machine's own (NODE_EXTRA_CA_CERTS). Git takes a
 * list in place of its own, and so all are written down.
 * @param dir a folder for that list. @returns what to add to git's environment.
 */
export async function shareAuthorities(dir: string): Promise<Record<string, string>> {
  if (!hasOwnAuthorities()) return {};
  const file = join(dir, AUTHORITIES);
  // Imported, it would be loaded at every start, and nobody needs it there.
  const { getCACertificates } = process.getBuiltinModule('node:tls');
  await writeFile(file, getCACertificates('default').join('\n'));
  return { GIT_SSL_CAINFO: file };
}

export const AUTHORITIES = 'authorities.pem';
