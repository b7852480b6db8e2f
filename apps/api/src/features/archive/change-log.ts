/** The door to it, for the folders of this feature. */
export type { ChangeLog } from '../changes/index.ts';
