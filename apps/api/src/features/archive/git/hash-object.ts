import { createHash } from 'node:crypto';

/** The SHA-1 by which Git knows an object: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function hashObject(type: 'blob' | 'tree' | 'commit', content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
}
