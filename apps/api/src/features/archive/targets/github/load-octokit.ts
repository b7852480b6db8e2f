import type { Octokit } from 'octokit';
import { VERSION } from '../../../../version.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Loaded when it is first needed: 75 ms and 19 MB that a server without GitHub does not spend. */
export async function loadOctokit(
  apiUrl: URL,
  fetch: (address: string, init: RequestInit) => Promise<Response>,
): Promise<Octokit> {
  const { Octokit } = await import('octokit');
  return new Octokit({
    baseUrl: apiUrl.origin + apiUrl.pathname.replace(/\/+$/, ''),
    userAgent: `BookChat/${VERSION}`,
    log: SILENT, // it would write to the console, past the log and its filter
    request: { fetch, log: SILENT },
    // It repeats writes, also those of which nobody knows whether they were carried out. The archive knows better.
    retry: { enabled: false },
    // It repeats as well, and its pauses are the same for all targets of a process and by the machine's clock.
    throttle: { enabled: false },
  });
}
