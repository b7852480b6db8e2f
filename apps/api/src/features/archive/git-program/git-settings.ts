import { devNull } from 'node:os';

/** What holds for every call. A repository's own settings come before git's defaults, but after these. */
const SETTINGS = {
  'core.hooksPath': devNull,
  'core.attributesFile': devNull,
  'core.fsmonitor': 'false',
  // What git says it has written is on the disk: since 2.36. Older ones know only the second, which newer ones pass by.
  'core.fsync': 'all',
  // Larger blobs are streamed, and not held in memory.
  'core.bigFileThreshold': '16m',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'pack.threads': '1',
  'pack.windowMemory': '32m',
  // Empty: takes out what a repository's settings name.
  'credential.helper': '',
  'http.followRedirects': 'false',
  'transfer.fsckObjects': 'true',
  'fetch.fsckObjects': 'true',
  // A batch becomes a pack of its own, which takes two fsyncs; as loose objects it would take about ten.
  'fastimport.unpackLimit': '0',
} as const;

export type GitSettings = Readonly<Record<string, string>>;

/** The arguments before git's command. `more` is seen by whoever may list processes: no secret belongs there. */
export function toSettingArguments(more: GitSettings = {}): string[] {
  return Object.entries({ ...SETTINGS, ...more }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
