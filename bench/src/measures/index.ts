import type { MeasureName } from '../arguments.ts';
import type { Result } from '../results.ts';
import type { Setting } from '../settings.ts';
import { measureArchive } from './archive.ts';
import { measureArchiveRestore } from './archive-restore.ts';
import { measureBackup } from './backup.ts';
import { measureBreaches } from './breaches.ts';
import { measureHealth } from './health.ts';
import { measureHistory } from './history.ts';
import { measureMemory } from './memory.ts';
import { measurePollers } from './pollers.ts';
import { measurePolls } from './polls.ts';
import { measurePosts } from './posts.ts';
import { measureRestore } from './restore.ts';
import { measureStart } from './start.ts';
import { measureTeam } from './team.ts';
import { measureVerify } from './verify.ts';

export const measures: Readonly<Record<MeasureName, (setting: Setting) => Promise<Result>>> = {
  posts: measurePosts,
  polls: measurePolls,
  history: measureHistory,
  pollers: measurePollers,
  team: measureTeam,
  start: measureStart,
  memory: measureMemory,
  health: measureHealth,
  breaches: measureBreaches,
  backup: measureBackup,
  restore: measureRestore,
  archive: measureArchive,
  verify: measureVerify,
  'archive-restore': measureArchiveRestore,
};
