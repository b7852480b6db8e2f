export { prepareBatches } from './queries/batches.ts';
export {
  prepareCountWaiting,
  prepareListEntries,
  prepareListWaiting,
} from './queries/changes.ts';
export { prepareCommits } from './queries/commits.ts';
export { prepareConditions } from './queries/conditions.ts';
export { type NewArchiveFile, prepareFiles, prepareListFolder } from './queries/files.ts';
export { BEGINNING, type Place, prepareListUnmarked, prepareMark } from './queries/receipts.ts';
export { prepareServerState } from './queries/server-state.ts';
export { prepareSetAside } from './queries/set-aside.ts';
export { prepareTargets } from './queries/targets.ts';
export { prepareWrites } from './queries/writes.ts';
