// Has a thread or a process that a test starts run what prepare-threads.ts has made: a bundle, or the sources without their types.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const workspace = join(import.meta.dirname, '../../../..');
const { BOOKCHAT_TEST_BUNDLE: bundle, BOOKCHAT_TEST_SOURCES: sources } = process.env;
const entries = new Map(
  Object.entries({
    '../../src/worker.ts': 'worker.js',
    '../../src/features/archive/targets/local/process/local-process.ts': 'local-archive.js',
  }).map(([source, file]) => [new URL(source, import.meta.url).href, file]),
);

const isOurs = process.argv[1] !== undefined && entries.has(pathToFileURL(process.argv[1]).href);

if (isOurs || !isMainThread)
  registerHooks({
    load(url, context, next) {
      const source = bundle === undefined ? readStripped(url) : toBundle(url);
      return source === null ? next(url, context) : { format: 'module', source, shortCircuit: true };
    },
  });

function toBundle(url) {
  const file = entries.get(url);
  return file === undefined ? null : `import ${JSON.stringify(pathToFileURL(join(bundle, file)).href)};`;
}

function readStripped(url) {
  if (!(url.startsWith('file:') && url.endsWith('.ts'))) return null;
  return readFileSync(join(sources, relative(workspace, fileURLToPath(url))), 'utf8');
}
