import { README_PATH } from '../events/archive-paths.ts';
import { FILE_MODE, isFolder, type TreeEntry } from '../git/tree-entry.ts';
import type { Difference } from '../jobs/hash-archive.ts';

interface Parts {
  /** What the archive should hold. */
  readonly folders: ReadonlyMap<string, string>;
  /** The files of one of its folders, by their names. */
  readonly listFiles: (folder: string) => ReadonlyMap<string, string>;
  /** What the place holds. */
  readonly readTree: (tree: string) => Promise<readonly TreeEntry[]>;
}

/** The folders that the archive alone writes to: what else is there belongs to nobody. */
const OURS = ['rooms', 'book'];

/**
 * Finds what differs between the archive as it should be and a tree of its place. Equal folders have equal hashes, so that
 * only those are read that do not. What others have put beside the archive is none of its business.
 */
export async function compareTrees(
  { folders, listFiles, readTree }: Parts,
  root: string,
): Promise<Difference[]> {
  return folders.get('') === root ? [] : compareFolder('', root);

  async function compareFolder(path: string, tree: string): Promise<Difference[]> {
    const theirs = new Map((await readTree(tree)).map((entry) => [entry.name, entry]));
    const differences: Difference[] = [];
    for (const [name, hash] of listFiles(path)) {
      differences.push(...compareFile(join(path, name), hash, theirs.get(name)));
      theirs.delete(name);
    }
    for (const [name, hash] of listFolders(path)) {
      const there = theirs.get(name);
      theirs.delete(name);
      if (there === undefined || !isFolder(there))
        differences.push({ path: join(path, name), problem: 'The whole folder is missing.' });
      else if (there.hash !== hash) differences.push(...(await compareFolder(join(path, name), there.hash)));
    }
    return [...differences, ...[...theirs.keys()].flatMap((name) => judgeStranger(join(path, name)))];
  }

  function listFolders(path: string): [string, string][] {
    const start = path === '' ? '' : `${path}/`;
    return [...folders]
      .filter(([folder]) => folder !== '' && folder.startsWith(start))
      .map(([folder, hash]): [string, string] => [folder.slice(start.length), hash])
      .filter(([name]) => !name.includes('/'));
  }
}

function compareFile(path: string, hash: string, there: TreeEntry | undefined): Difference[] {
  if (there === undefined) return [{ path, problem: 'It is missing.' }];
  if (there.hash === hash && there.mode === FILE_MODE) return [];
  // Somebody may introduce the repository in their own words.
  if (path === README_PATH) return [];
  const problem =
    there.hash === hash
      ? `It is no plain file any more: somebody gave it the mode ${there.mode}.`
      : 'It holds something else than was written there.';
  return [{ path, problem }];
}

function judgeStranger(path: string): Difference[] {
  const isOurs = OURS.some((folder) => path.startsWith(`${folder}/`));
  return isOurs ? [{ path, problem: 'It is not from this server.' }] : [];
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
