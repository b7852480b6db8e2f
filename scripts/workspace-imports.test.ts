import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const workspaces = ['apps/api', 'apps/web', 'packages/shared', 'e2e', 'bench', 'scripts'];
const RELATIVE_IMPORT = /(?:from |import |import\()'(?<path>\.\.?\/[^']+)'/g;

// What package.json names is what Turbo takes a change in for a reason to check the types again.
it.each(workspaces)('%s names in package.json each workspace whose files it imports', (workspace) => {
  const { name: own, dependencies, devDependencies } = readManifest(workspace);
  const used = new Set(importsOf(workspace).flatMap((path) => workspaceOf(path) ?? []));
  const names = [...used].map((other) => readManifest(other).name).filter((name) => name !== own);
  expect(Object.keys({ ...dependencies, ...devDependencies })).toEqual(expect.arrayContaining(names));
});

it('sees the files of the API that the page is tested against', () => {
  expect(importsOf('apps/web').map(workspaceOf)).toContain('apps/api');
});

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const readManifest = (workspace: string): Manifest =>
  JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8'));

function importsOf(workspace: string): string[] {
  const files = globSync('**/*.{ts,mjs}', {
    cwd: join(root, workspace),
    exclude: ['**/node_modules/**', '**/dist/**'],
  });
  return files.flatMap((name) => {
    const file = join(root, workspace, name);
    const found = readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT);
    return [...found].map(({ groups: { path = '' } = {} }) => resolve(dirname(file), path));
  });
}

function workspaceOf(path: string): string | undefined {
  const fromRoot = relative(root, path).replaceAll(sep, '/');
  return workspaces.find((workspace) => fromRoot.startsWith(`${workspace}/`));
}
