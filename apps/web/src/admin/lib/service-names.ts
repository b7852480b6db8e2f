import type { Health } from '@bookchat/shared';

/** The services of the server in the order of their weight, as a person calls them. */
export const SERVICE_NAMES: readonly (readonly [keyof Health['services'], string])[] = [
  ['database', 'Database'],
  ['disk', 'Disk'],
  ['backups', 'Backups'],
  ['archive', 'Archive'],
  ['scheduler', 'Scheduler'],
  ['alerts', 'Alerts'],
  ['cache', 'Cache'],
];
