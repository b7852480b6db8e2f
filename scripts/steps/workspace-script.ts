import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command-step.ts';
import type { Outcome } from './step.ts';

const root = join(import.meta.dirname, '../..');

/** A step's `run` for a script of one workspace, made by `step`; failed where there is none of that name. */
export function workspaceScript(
  folder: string,
  script: string,
  step: typeof command = command,
): () => Promise<Outcome> {
  const manifest = readManifest(folder);
  if (!manifest?.scripts?.[script]) {
    return async () => ({ state: 'failed', note: `${folder}/package.json has no script ${script}` });
  }
  return step('pnpm', '--filter', manifest.name, 'run', script);
}

function readManifest(folder: string): { name: string; scripts?: Record<string, string> } | undefined {
  const file = join(root, folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
