import { describe, expect, it } from 'vitest';
import { commitMessage } from './commit-message.ts';
import { parseTrailers } from './parse-trailers.ts';

const hash = '0123456789abcdef0123456789abcdef01234567';

describe('a commit', () => {
  it.each([
    [0, 0, 'Begin the archive'],
    [1, 0, 'Archive 1 message'],
    [12, 0, 'Archive 12 messages'],
    [1_000, 0, 'Archive 1,000 messages'],
    [0, 1, 'Add the pages of 1 day'],
    [0, 2, 'Add the pages of 2 days'],
    [12, 2, 'Archive 12 messages and add the pages of 2 days'],
  ])('of %i events and the pages of %i days says so: %s', (events, pages, title) => {
    expect(commitMessage({ number: 17, events, pages })).toBe(
      `${title}\n\nBookChat-Batch: 17\nBookChat-Format: 1`,
    );
  });

  it('says under which hash it was made first', () => {
    expect(commitMessage({ number: 17, events: 1, pages: 0, firstCommit: hash })).toBe(
      `Archive 1 message\n\nBookChat-Batch: 17\nBookChat-Format: 1\nBookChat-First-Commit: ${hash}`,
    );
  });
});

describe('the trailers', () => {
  it.each([null, hash])('are read back, with first commit %s', (firstCommit) => {
    const message = commitMessage({ number: 17, events: 1, pages: 0, firstCommit });
    expect(parseTrailers(message)).toEqual({ batch: 17, format: 1, firstCommit });
  });

  it('are read of the first batch', () => {
    const message = commitMessage({ number: 0, events: 0, pages: 0 });
    expect(parseTrailers(message)).toEqual({ batch: 0, format: 1, firstCommit: null });
  });

  it('are read though a program added a line end', () => {
    expect(parseTrailers(`${commitMessage({ number: 17, events: 1, pages: 0 })}\n`)).toMatchObject({
      batch: 17,
    });
  });

  it('are read of a newer format, so that it can be refused', () => {
    expect(parseTrailers('Title\n\nBookChat-Batch: 1\nBookChat-Format: 2')).toMatchObject({ format: 2 });
  });

  it.each([
    'Initial commit',
    '',
    'BookChat-Batch: 1\nBookChat-Format: 1',
    'Title\nBookChat-Batch: 1\nBookChat-Format: 1',
    'Title\n\nBookChat-Batch: 1',
    'Title\n\nBookChat-Format: 1\nBookChat-Batch: 1',
    'Title\n\nBookChat-Batch: -1\nBookChat-Format: 1',
    'Title\n\nBookChat-Batch: 01\nBookChat-Format: 1',
    'Title\n\nBookChat-Batch: 1e3\nBookChat-Format: 1',
    'Title\n\nBookChat-Batch: 9999999999999999\nBookChat-Format: 1',
    'Title\n\nBookChat-Batch: 1\nBookChat-Format: 0',
    'Title\n\nText\n\nBookChat-Batch: 1\nBookChat-Format: 1',
    'Title\n\nBookChat-Batch: 1\nBookChat-Format: 1\n\n',
    'Title\n\nBookChat-Batch: 1\nBookChat-Format: 1\nSigned-off-by: alice',
    'Title\n\nBookChat-Batch: 1\r\nBookChat-Format: 1',
    `Title\n\nBookChat-Batch: 1\nBookChat-Format: 1\nBookChat-First-Commit: ${hash.slice(1)}`,
    `Title\n\nBookChat-Batch: 1\nBookChat-Format: 1\nBookChat-First-Commit: ${hash.toUpperCase()}`,
  ])('are not found in what is written otherwise: %j', (message) => {
    expect(parseTrailers(message)).toBeNull();
  });
});
