import { compareArchive } from './compare-archive.ts';
import { hashArchive } from './hash-archive.ts';
import { importArchive } from './import-archive.ts';
import { renderPages } from './render-pages.ts';
import { takeIn } from './take-in.ts';

/** What the archive has done in a thread of its own (worker.ts), by name. */
export const archiveJobs = { compareArchive, hashArchive, importArchive, renderPages, takeIn };
