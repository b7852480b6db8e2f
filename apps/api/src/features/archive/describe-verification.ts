import type { ArchiveVerification } from '@bookchat/shared';
import { countOf } from '../../lib/count-of.ts';

/** What a verification found, in words. */
export function describeVerification({
  same,
  files,
  events,
  requests,
  seconds,
  differing,
  differences,
}: ArchiveVerification): string {
  if (same)
    return (
      `${countOf(files, 'file')} with ${countOf(events, 'event')} of the archive are as the database has them ` +
      `(${seconds} s, ${countOf(requests, 'request')}).`
    );
  const named = differences.slice(0, 3).map(({ path, problem }) => `${path}: ${problem}`);
  const more =
    differing > named.length ? ` And ${countOf(differing - named.length, 'difference')} more.` : '';
  return (
    `The archive differs from the database. ${named.join(' ')}${more} If somebody changed the repository by mistake, ` +
    'put back what they changed; if the database was damaged, restore a backup. This ends with the next verification ' +
    'that finds no difference.'
  );
}
