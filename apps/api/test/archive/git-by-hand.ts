import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** What git prints, as people run it; not by the code that is tested. */
export function git(dir: string, ...args: readonly string[]): string {
  return run(dir, args).toString().trimEnd();
}

export function writeBlob(dir: string, content: string | Buffer): string {
  return run(dir, ['hash-object', '-w', '--stdin'], content).toString().trim();
}

/** Whatever the names are, also those that git itself would not write. */
export function writeTree(
  dir: string,
  entries: readonly { readonly mode?: string; readonly name: string | Buffer; readonly hash: string }[],
): string {
  const content = Buffer.concat(
    entries.flatMap(({ mode = '100644', name, hash }) => [
      Buffer.from(`${mode} `),
      Buffer.from(name),
      Buffer.from([0]),
      Buffer.from(hash, 'hex'),
    ]),
  );
  return run(dir, ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], content).toString().trim();
}

/** Puts a commit onto a branch. @returns its hash. */
export function commit(
  dir: string,
  tree: string,
  { message = 'A commit', parents = [] as readonly string[], branch = 'main' } = {},
): string {
  const before = parents.flatMap((parent) => ['-p', parent]);
  const hash = git(dir, 'commit-tree', ...before, '-m', message, tree);
  git(dir, 'update-ref', `refs/heads/${branch}`, hash);
  return hash;
}

/** The tree of these files, by their paths. */
export function treeOf(dir: string, files: Readonly<Record<string, string | Buffer>>): string {
  const inside = new Map<string, Record<string, string | Buffer>>();
  const entries: { mode?: string; name: string; hash: string }[] = [];
  for (const [path, content] of Object.entries(files)) {
    const [name = '', ...rest] = path.split('/');
    if (rest.length === 0) entries.push({ name, hash: writeBlob(dir, content) });
    else inside.set(name, { ...inside.get(name), [rest.join('/')]: content });
  }
  for (const [name, below] of inside) entries.push({ mode: '40000', name, hash: treeOf(dir, below) });
  return writeTree(
    dir,
    entries.sort((one, other) => (one.name < other.name ? -1 : 1)),
  );
}

function run(dir: string, args: readonly string[], input: string | Buffer = ''): Buffer {
  const person = { NAME: 'alice', EMAIL: 'alice@example.org', DATE: '2026-11-20T12:00:00Z' };
  const people = ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(person).map(([key, value]) => [`GIT_${role}_${key}`, value]),
  );
  return execFileSync('git', ['-C', dir, ...args], {
    input,
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      ...Object.fromEntries(people),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
