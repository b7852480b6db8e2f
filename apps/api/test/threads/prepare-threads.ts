import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

const api = join(import.meta.dirname, '../..');
const workspace = join(api, '../..');
const folder = join(api, `dist-of-tests-${process.pid}`);

/**
 * What threads run in tests, for start-thread.mjs. Node itself would take the types out of some hundred files in each
 * thread, in WebAssembly; where many threads with WebAssembly end, V8 now and then brings the whole process down ("Check
 * failed: jit_page_->allocations_.erase(addr) == 1", https://github.com/nodejs/node/issues/64500).
 */
export async function setup({ globalConfig }: TestProject): Promise<void> {
  if (globalConfig.coverage.enabled) stripSources();
  else await bundle();
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** As in production, and read five times as quickly as the sources. */
async function bundle(): Promise<void> {
  process.env['BOOKCHAT_TEST_BUNDLE'] = folder;
  await build({
    root: api,
    logLevel: 'warn',
    build: { outDir: folder, rollupOptions: { output: { minify: false } } },
  });
}

/** File by file, and each character where it was: so what a thread runs counts where it is written. */
function stripSources(): void {
  process.env['BOOKCHAT_TEST_SOURCES'] = folder;
  for (const file of globSync('{apps/api,packages/shared}/src/**/*.ts', { cwd: workspace })) {
    if (file.endsWith('.test.ts')) continue;
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, stripTypeScriptTypes(readFileSync(join(workspace, file), 'utf8')));
  }
}
