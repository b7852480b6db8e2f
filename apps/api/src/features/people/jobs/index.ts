import { findWritten } from './find-written.ts';
import { listWriters } from './list-writers.ts';

/** What is read of all messages in a thread of its own (worker.ts), by name. */
export const peopleJobs = { findWritten, listWriters };
