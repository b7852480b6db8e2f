import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT_BYTES = 30 * 1_024;
const DIST = join(import.meta.dirname, '../dist');

/** Everything that the first visit loads to run and to look right. */
const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:js|css)$/.test(file),
);

const total = { plain: 0, gzip: 0, brotli: 0 };
for (const file of files) {
  const plain = readFileSync(join(DIST, file)).byteLength;
  const gzip = statSync(join(DIST, `${file}.gz`)).size;
  const brotli = statSync(join(DIST, `${file}.br`)).size;
  total.plain += plain;
  total.gzip += gzip;
  total.brotli += brotli;
  print(file, plain, gzip, brotli);
}
print('first load', total.plain, total.gzip, total.brotli);

if (files.length === 0 || total.gzip > LIMIT_BYTES) {
  console.error(
    `The first load must stay within ${kilobytes(LIMIT_BYTES)} of JavaScript and CSS, gzip-compressed.`,
  );
  process.exitCode = 1;
}

function print(name: string, plain: number, gzip: number, brotli: number): void {
  console.log(`${name}: ${kilobytes(plain)}, gzip ${kilobytes(gzip)}, brotli ${kilobytes(brotli)}`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_024).toFixed(1)} KiB`;
}
