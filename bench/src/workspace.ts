import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Workspace {
  newFolder(): string;
  remove(): void;
}

// Not the system's temporary folder: that may be memory, where a commit on disk costs nothing.
const PARENT = fileURLToPath(new URL('../data', import.meta.url));

/** A place for the databases and logs of one run. */
export function openWorkspace(): Workspace {
  mkdirSync(PARENT, { recursive: true });
  const folder = mkdtempSync(join(PARENT, 'run-'));
  return {
    newFolder: () => mkdtempSync(join(folder, 'server-')),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
