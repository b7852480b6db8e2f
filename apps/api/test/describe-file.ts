import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What tells one file's content from another's. */
export function describeFile(path: string): { bytes: number; sha256: string } {
  const content = readFileSync(path);
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
