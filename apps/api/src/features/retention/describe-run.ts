import { countOf } from '../../lib/count-of.ts';
import { formatBytes } from '../../lib/format-bytes.ts';

interface Done {
  readonly removed: number;
  readonly toYearly: number;
  readonly waiting: number;
  readonly freedBytes: number;
  readonly unfreed: string;
  readonly logs: number;
}

/** What a run did, in words. */
export function describeRun({ removed, toYearly, waiting, freedBytes, unfreed, logs }: Done): string {
  const parts = [
    removed === 0
      ? 'No message has left.'
      : `${countOf(removed, 'message has', 'messages have')} left the database.`,
    toYearly === 0
      ? ''
      : `${countOf(toYearly, 'message that no archive takes is', 'messages that no archive takes are')} in a yearly database now.`,
    waiting === 0
      ? ''
      : `${countOf(waiting, 'message stays', 'messages stay')} until the archive was verified to hold them.`,
    freedBytes === 0 ? '' : `The database is ${formatBytes(freedBytes)} smaller.`,
    unfreed,
    logs === 0 ? '' : `${countOf(logs, 'old log was', 'old logs were')} removed.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
