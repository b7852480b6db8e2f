import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { archiveStatus } from '../../test/archive-status.ts';
import { createStore } from '../lib/store.ts';
import type { SyncState } from '../stores/sync.ts';
import { archiveView } from './archive-view.ts';

function show() {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const sync = createStore<SyncState>({
    connection: { kind: 'online' },
    archive: archiveStatus(),
    present: [],
  });
  const said: string[] = [];
  const clock = () => new Date('2026-11-20T17:17:21.123Z');
  document.body.append(
    archiveView({ sync, clock, say: (words) => said.push(words), signal: leaving.signal }),
  );
  return { sync, said, leave: () => leaving.abort() };
}

const ribbon = () => page.getByRole('button', { name: /^Everything is in acme/ });

test('the ribbon opens the sheet, which follows what the server tells', async () => {
  const { sync, said } = show();
  await userEvent.click(ribbon());
  await expect.element(page.getByRole('dialog')).toHaveAccessibleName('Everything is in acme/conversation');
  sync.set({ ...sync.get(), archive: archiveStatus({ backlog: 2 }) });
  await expect
    .element(page.getByRole('dialog'))
    .toHaveAccessibleName('2 changes on the way to acme/conversation');
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement?.classList).toContain('ribbon');
  expect(said).toEqual([]);
});

test('whoever has left before the sheet came does not see it', async () => {
  const { leave } = show();
  (ribbon().element() as HTMLElement).click();
  leave();
  await import('../components/archive-sheet.ts');
  await Promise.resolve();
  expect(document.querySelector('dialog')).toBeNull();
});
