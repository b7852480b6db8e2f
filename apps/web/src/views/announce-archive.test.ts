import { expect, onTestFinished, test } from 'vitest';
import { archiveStatus } from '../../test/archive-status.ts';
import { createStore } from '../lib/store.ts';
import type { SyncState } from '../stores/sync.ts';
import { announceArchive } from './announce-archive.ts';

const FAILING = { state: 'failing', problem: 'GitHub no longer takes the token. Set a new one.' } as const;

function follow() {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const said: string[] = [];
  const sync = createStore<SyncState>({ connection: { kind: 'online' }, archive: null, present: [] });
  announceArchive(sync, (words) => said.push(words), leaving.signal);
  const tell = (...status: Parameters<typeof archiveStatus>) =>
    sync.set({ ...sync.get(), archive: archiveStatus(...status) });
  return { said, tell };
}

test('an archive that comes to need help is told of once, and so is its recovery', () => {
  const { said, tell } = follow();
  tell();
  tell(FAILING);
  tell({ ...FAILING, backlog: 2 });
  expect(said).toEqual(['The archive needs help. GitHub no longer takes the token.']);
  tell();
  tell({ state: 'working' });
  expect(said.slice(1)).toEqual(['The archive works again.']);
});

test('one that tries in vain, again and again, is told of once', () => {
  const { said, tell } = follow();
  tell({ state: 'working' });
  for (let attempt = 1; attempt <= 3; attempt++) {
    tell({ state: 'failing' });
    tell({ state: 'working', backlog: 2 });
    tell({ state: 'waiting', backlog: 2 });
  }
  expect(said).toEqual(['The archive needs help.']);
});

test('whoever comes finds the archive as it is, and hears of its recovery', () => {
  const { said, tell } = follow();
  tell(FAILING);
  expect(said).toEqual([]);
  tell();
  expect(said).toEqual(['The archive works again.']);
});
