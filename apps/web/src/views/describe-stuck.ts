import type { Stuck } from '../stores/history.ts';

/** Says in one breath what does not come, and why. */
export function describeStuck({ side, reason }: Stuck): string {
  return `${side === 'older' ? 'Older' : 'Newer'} messages could not be loaded. ${reason}`;
}
