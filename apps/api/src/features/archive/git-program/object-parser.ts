export interface GitObject {
  readonly hash: string;
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly content: Buffer;
}

/** One answer of `git cat-file --batch`. `size` is in bytes; what is larger than the limit is passed over. */
export type ObjectAnswer =
  | { readonly kind: 'object'; readonly object: GitObject }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too_large'; readonly size: number };

const HEADER = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/;
const LINE_END = 0x0a;

/**
 * Takes the answers of `git cat-file --batch` out of what it prints: a line, and then so many bytes as the line says,
 * and a line end. https://git-scm.com/docs/git-cat-file#_batch_output
 */
export function createObjectParser(maxBytes: number, hear: (answer: ObjectAnswer) => void) {
  let header = '';
  let open: OpenObject | null = null;

  return (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length; )
      at = open === null ? readHeader(chunk, at) : readBody(chunk, at, open);
  };

  function readHeader(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(LINE_END, from);
    header += chunk.toString('latin1', from, end === -1 ? chunk.length : end);
    if (end === -1) return chunk.length;
    open = parseHeader(header, maxBytes);
    if (open === null) hear({ kind: 'missing' });
    header = '';
    return end + 1;
  }

  function readBody(chunk: Buffer, from: number, { object, size, read }: OpenObject): number {
    const end = Math.min(chunk.length, from + size + 1 - read);
    chunk.copy(object.content, read, from, Math.min(end, from + size - read));
    const isWhole = read + end - from > size;
    open = isWhole ? null : { object, size, read: read + end - from };
    if (isWhole) hear(size > maxBytes ? { kind: 'too_large', size } : { kind: 'object', object });
    return end;
  }
}

/** An object of which some bytes are still to come, and the line end after them. */
interface OpenObject {
  readonly object: GitObject;
  readonly size: number;
  readonly read: number;
}

function parseHeader(line: string, maxBytes: number): OpenObject | null {
  const [, hash, type, digits] = HEADER.exec(line) ?? [];
  if (hash === undefined) return null;
  const size = Number(digits);
  const content = size > maxBytes ? Buffer.alloc(0) : Buffer.allocUnsafe(size);
  return { object: { hash, type: type as GitObject['type'], content }, size, read: 0 };
}
