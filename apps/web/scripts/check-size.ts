import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const FIRST_LOAD_LIMIT_BYTES = 30 * 1_024;
const LATER_LIMIT_BYTES = 8 * 1_024;
/** With its charts and its people; only who runs the server ever loads it. */
const OPERATORS_PAGE = /admin-view/;
const OPERATORS_PAGE_LIMIT_BYTES = 56 * 1_024;
const DIST = join(import.meta.dirname, '../dist');

interface Size {
  readonly plain: number;
  readonly gzip: number;
  readonly brotli: number;
}

const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:js|css)$/.test(file),
);
const first = findFirstLoad(files);
const later = files.filter((file) => !first.has(file));

for (const file of first) print(file, sizeOf(file));
const firstLoad = [...first].map(sizeOf).reduce(add, { plain: 0, gzip: 0, brotli: 0 });
print('first load', firstLoad);
for (const file of later) print(`later: ${file}`, sizeOf(file));

if (first.size === 0 || firstLoad.gzip > FIRST_LOAD_LIMIT_BYTES)
  refuse('The first load', FIRST_LOAD_LIMIT_BYTES);
const isOperatorsPage = (file: string) => OPERATORS_PAGE.test(file);
if (later.some((file) => !isOperatorsPage(file) && sizeOf(file).gzip > LATER_LIMIT_BYTES))
  refuse('What comes when it is asked for', LATER_LIMIT_BYTES);
if (later.some((file) => isOperatorsPage(file) && sizeOf(file).gzip > OPERATORS_PAGE_LIMIT_BYTES))
  refuse("The operator's page", OPERATORS_PAGE_LIMIT_BYTES);

/** Everything that the first visit loads to run and to look right: what the page names, and what that imports at once. */
function findFirstLoad(all: readonly string[]): Set<string> {
  const found = new Set<string>();
  const follow = (text: string) => {
    for (const file of all.filter((each) => !found.has(each) && loadsAtOnce(text, basename(each)))) {
      found.add(file);
      follow(read(file));
    }
  };
  follow(read('index.html'));
  return found;
}

/** `import("./file.js")` alone is for later. */
function loadsAtOnce(text: string, name: string): boolean {
  return text.replaceAll(/import\([^)]*\)/g, '').includes(`/${name}`);
}

function read(file: string): string {
  return readFileSync(join(DIST, file), 'utf8');
}

function sizeOf(file: string): Size {
  const bytesOf = (name: string) => statSync(join(DIST, name)).size;
  return { plain: bytesOf(file), gzip: bytesOf(`${file}.gz`), brotli: bytesOf(`${file}.br`) };
}

function add(a: Size, b: Size): Size {
  return { plain: a.plain + b.plain, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

function print(name: string, { plain, gzip, brotli }: Size): void {
  console.log(`${name}: ${kilobytes(plain)}, gzip ${kilobytes(gzip)}, brotli ${kilobytes(brotli)}`);
}

function refuse(what: string, limitBytes: number): void {
  console.error(`${what} must stay within ${kilobytes(limitBytes)} of JavaScript and CSS, gzip-compressed.`);
  process.exitCode = 1;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_024).toFixed(1)} KiB`;
}
