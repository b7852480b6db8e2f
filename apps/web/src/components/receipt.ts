import { h } from '../lib/h.ts';
import type { Mark } from './bookmark.ts';
import type { Receipt } from './timeline-item.ts';

const SHORT_HASH_LENGTH = 7;

const MARKS: Readonly<Record<Receipt['kind'], Mark>> = {
  sending: 'on-its-way',
  saved: 'outline',
  archived: 'filled',
  failed: 'failing',
};

export function markOf(receipt: Receipt): Mark {
  return MARKS[receipt.kind];
}

/** A receipt in words. */
export function describeReceipt(receipt: Receipt): (Node | string)[] {
  switch (receipt.kind) {
    case 'sending':
      return ['Sending'];
    case 'saved':
      return ['Saved here'];
    case 'archived':
      return ['In your repository, commit ', h('code', {}, receipt.hash.slice(0, SHORT_HASH_LENGTH))];
    case 'failed':
      return ['Not sent'];
  }
}
