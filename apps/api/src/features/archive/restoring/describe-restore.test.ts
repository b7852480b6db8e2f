import { expect, it } from 'vitest';
import { describeRefused, describeSummary } from './describe-restore.ts';
import { countRefusal, createTally, toSummary } from './importing/tally.ts';

it.for([
  [{ leftOut: 1 }, '1 later segment is left out, as was asked for.'],
  [{ leftOut: 2 }, '2 later segments are left out, as was asked for.'],
  [{ commits: 3, batches: 2 }, '1 commit of others was passed over.'],
  [{ commits: 3, batches: 1 }, '2 commits of others were passed over.'],
  [{ edits: 1 }, '1 edit is kept as it is: this version cannot act upon it.'],
  [{ unknown: 1 }, '1 event of a kind that is not known is kept as it is: this version cannot act upon it.'],
  [
    { edits: 1, deletions: 2 },
    '1 edit and 2 deletions are kept as they are: this version cannot act upon them.',
  ],
] as const)('%j is said as one or as many', ([kept, words]) => {
  expect(describeSummary(toSummary({ ...createTally(), ...kept }, [])).at(-1)).toBe(words);
});

it('says of nothing that it was refused where all was taken', () => {
  expect(describeRefused(toSummary(createTally(), []), null)).toEqual([]);
});

it('names the one line that was refused', () => {
  expect(describeRefused(refusals(1), 'refused.txt')).toEqual([
    '1 line or file was refused:',
    '  1 × It is not JSON.',
    'They are:',
    '  a.jsonl:1: It is not JSON.',
    'The whole list is in refused.txt.',
  ]);
});

it('names the first of many lines that were refused', () => {
  const words = describeRefused(refusals(30), 'refused.txt');
  expect(words.slice(0, 3)).toEqual([
    '30 lines or files were refused:',
    '  30 × It is not JSON.',
    'The first 20 of them:',
  ]);
  expect(words.filter((line) => line.startsWith('  a.jsonl:'))).toHaveLength(20);
});

function refusals(number: number) {
  const tally = createTally();
  const lines = Array.from({ length: number }, (_, index) => `a.jsonl:${index + 1}: It is not JSON.`);
  for (const _ of lines) countRefusal(tally, 'It is not JSON.');
  return toSummary(tally, lines);
}
