import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { decodeObject, encodeObject, type GitObject, type ObjectType } from './git-object.ts';
import { readPackedObject } from './read-packed-object.ts';

export interface ObjectStore {
  /** Stores an object, unless it is there already, and returns its name. */
  write(type: ObjectType, content: Buffer | string): string;
  /** Nothing for what is no full name of an object that is there. */
  find(sha: string): GitObject | undefined;
}

/** Git's loose objects, written and read without a process for each. What a `git gc` has packed, git reads. */
export function openObjectStore(gitDir: string): ObjectStore {
  const read = new Map<string, GitObject>();
  const pathOf = (sha: string) => join(gitDir, 'objects', sha.slice(0, 2), sha.slice(2));
  return {
    write(type, content) {
      const { sha, bytes } = encodeObject(type, Buffer.from(content));
      if (!existsSync(pathOf(sha))) writeAtomically(pathOf(sha), deflateSync(bytes, { level: 1 }));
      return sha;
    },
    find(sha) {
      if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
      const object = read.get(sha) ?? readLoose(pathOf(sha)) ?? readPacked(gitDir, sha);
      if (object !== undefined) read.set(sha, object);
      return object;
    },
  };
}

function writeAtomically(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, bytes, { mode: 0o444 });
  renameSync(`${path}.new`, path);
}

function readLoose(path: string): GitObject | undefined {
  return existsSync(path) ? decodeObject(inflateSync(readFileSync(path))) : undefined;
}

function readPacked(gitDir: string, sha: string): GitObject | undefined {
  return readdirSync(join(gitDir, 'objects', 'pack')).length > 0 ? readPackedObject(gitDir, sha) : undefined;
}
