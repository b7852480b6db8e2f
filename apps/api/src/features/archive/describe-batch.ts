import type { Batch } from './batches/batch.ts';
import { commitMessage } from './pages/commit-message.ts';
import type { Readable } from './queries/readable.ts';
import { prepareFiles } from './queries.ts';

/** Says what the commit of a batch says. */
export function createDescribeBatch(database: Readable) {
  const files = prepareFiles(database);

  return ({ number, events }: Batch, firstCommit: string | null): string => {
    const pages = files.listOf.all({ batch: number }).filter(({ kind }) => kind === 'page');
    const days = new Set(pages.map(({ room, day }) => `${room} ${day}`));
    return commitMessage({ number, events, pages: days.size, firstCommit });
  };
}
