import { createHash } from 'node:crypto';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly content: Buffer;
}

/** The bytes that git stores for an object, uncompressed, and their SHA-1, which is its name. */
export function encodeObject(type: ObjectType, content: Buffer): { sha: string; bytes: Buffer } {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  return { sha: createHash('sha1').update(bytes).digest('hex'), bytes };
}

export function decodeObject(bytes: Buffer): GitObject {
  const end = bytes.indexOf(0);
  const [type] = bytes.toString('latin1', 0, end).split(' ');
  return { type: type as ObjectType, content: bytes.subarray(end + 1) };
}
