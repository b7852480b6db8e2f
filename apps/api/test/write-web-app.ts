import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export const PAGE = '<!doctype html><title>BookChat</title>';
export const SCRIPT = 'console.log("hello");\n'.repeat(50);

/** Writes a web app as the build leaves it: a page, and a script with its compressed forms; answers with its folder. */
export function writeWebApp(folder: string): string {
  const root = join(folder, 'dist');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'a secret');
  writeFileSync(join(root, 'index.html'), PAGE);
  writeFileSync(join(root, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(root, 'assets/app-1a2b3c4d.js'), SCRIPT);
  writeFileSync(join(root, 'assets/app-1a2b3c4d.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(root, 'assets/app-1a2b3c4d.js.gz'), gzipSync(SCRIPT));
  return root;
}
