import { setAttribute } from '../lib/h.ts';
import type { Mark } from './bookmark.ts';
import { commitLink } from './commit-link.ts';
import type { Receipt } from './timeline-item.ts';

const MARKS: Readonly<Record<Receipt['kind'], Mark>> = {
  sending: 'on-its-way',
  saved: 'outline',
  kept: 'kept',
  archived: 'filled',
  failed: 'failing',
};

const ARCHIVES = { github: 'In your repository', local: 'In the archive on this server' } as const;

export function markOf(receipt: Receipt): Mark {
  return receipt.kind === 'archived' && receipt.checked ? 'verified' : MARKS[receipt.kind];
}

/** A receipt in words. */
export function describeReceipt(receipt: Receipt): (Node | string)[] {
  switch (receipt.kind) {
    case 'sending':
      return ['Sending'];
    case 'saved':
      return ['Saved here'];
    case 'kept':
      return ['Saved here, and kept out of the repository'];
    case 'archived':
      return describeCommit(receipt);
    case 'failed':
      return ['Not sent'];
  }
}

function describeCommit({
  hash,
  place,
  address,
  checked,
}: Receipt & { kind: 'archived' }): (Node | string)[] {
  const link = commitLink(hash, address);
  // Its message brings it into the Tab key's reach, as the list's one stop.
  setAttribute(link, 'tabindex', link.localName === 'a' && -1);
  const where = place === null ? 'In the archive' : ARCHIVES[place];
  return [`${where}, commit `, link, checked ? ', checked' : ''];
}
