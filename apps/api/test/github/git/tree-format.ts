export const FOLDER = '040000';

export interface TreeEntry {
  readonly name: string;
  /** Six digits, as GitHub writes them; git leaves out the first nought of a folder's. */
  readonly mode: string;
  readonly sha: string;
}

export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(' ', at);
    const end = content.indexOf(0, space);
    entries.push({
      mode: content.toString('latin1', at, space).padStart(6, '0'),
      name: content.toString('utf8', space + 1, end),
      sha: content.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

/** Puts entries in the order that git demands: by bytes, a folder as if its name ended in a slash. */
export function formatTree(entries: readonly TreeEntry[]): Buffer {
  return Buffer.concat(
    entries
      .map((entry) => ({ entry, key: Buffer.from(entry.mode === FOLDER ? `${entry.name}/` : entry.name) }))
      .sort((one, other) => one.key.compare(other.key))
      .flatMap(({ entry: { mode, name, sha } }) => [
        Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
        Buffer.from(sha, 'hex'),
      ]),
  );
}
