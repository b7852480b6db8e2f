import type { AuditEntry } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { type Asked, testDesk } from '../../../test/test-desk.ts';
import { auditSection } from './audit-section.ts';

const DAY = 86_400;

function entry(id: number, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id,
    at: at(0),
    actor: 'alice',
    action: 'person.muted',
    target: `person ${id}`,
    details: {},
    ...more,
  };
}

/** A server with so many entries, of which `write` adds one. */
function open(first: readonly AuditEntry[]) {
  let log = [...first];
  const answer = ({ query }: Asked) => {
    const { before = Number.POSITIVE_INFINITY, limit } = query as { before?: number; limit: number };
    const older = log.filter(({ id }) => id < before);
    return { entries: older.slice(0, limit), has_more: older.length > limit };
  };
  const opened = testDesk({ 'GET /api/system/audit': answer });
  const shown = auditSection(opened.desk);
  document.body.append(shown.dom);
  const write = (...entries: readonly AuditEntry[]) => {
    log = [...entries, ...log];
    shown.nudge();
  };
  return { ...opened, write };
}

/** The newest first, as the log answers. */
const entries = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, place) => entry(from - place));

const heading = page.getByRole('heading', { level: 2 });
const rows = page.getByRole('listitem');
const more = page.getByRole('button', { name: 'Load more' });

test('each entry tells who did what, to whom and why, under its day', async () => {
  open([
    entry(3, { target: 'bob', details: { reason: 'shouting', max_uses: 60 }, at: at(120) }),
    entry(2, { actor: 'admin token', action: 'backup.restored', target: '20261119_120000', at: at(DAY) }),
    entry(1, { actor: 'server', action: 'something.new', target: null, at: at(DAY) }),
  ]);
  await expect.element(heading).toHaveTextContent('Audit log alice muted bob, 2 minutes ago');
  await expect.element(rows.nth(0)).toMatchTextContent(/alice muted bob.*“shouting”, uses: 60/);
  await expect
    .element(rows.nth(1))
    .toMatchTextContent('Whoever has the admin token restored backup 20261119_120000');
  await expect.element(rows.nth(2)).toMatchTextContent('The server did “something.new”');
  const days = page.getByRole('heading', { level: 3 }).elements();
  expect(days.map(({ textContent }) => textContent)).toEqual([
    'Friday, 20 November',
    'Thursday, 19 November',
  ]);
  await expect.element(more).not.toBeInTheDocument();
});

test('where nothing was done yet, it says what comes here', async () => {
  open([]);
  await expect.element(heading).toHaveTextContent('Audit log Nothing was done yet');
  await expect.element(page.getByText('What admins and owners do is written down here.')).toBeVisible();
});

test('older ones are loaded, and stay when newer ones come', async () => {
  const { asked, write } = open(entries(120, 1));
  await expect.poll(() => rows.elements().length).toBe(50);
  await more.click();
  await expect.poll(() => rows.elements().length).toBe(100);
  expect(asked).toContain('GET /api/system/audit {"limit":50,"before":71}');
  write(entry(121));
  await expect.poll(() => rows.elements().length).toBe(101);
  await more.click();
  await expect.poll(() => rows.elements().length).toBe(121);
  await expect.element(more).not.toBeInTheDocument();
});

test('where so much happened that there would be a gap, it begins anew', async () => {
  const { write } = open(entries(60, 1));
  await expect.poll(() => rows.elements().length).toBe(50);
  await more.click();
  await expect.poll(() => rows.elements().length).toBe(60);
  write(...entries(200, 61));
  await expect.poll(() => rows.elements().length).toBe(50);
  await expect.element(rows.nth(0)).toMatchTextContent('person 200');
  await expect.element(more).toBeVisible();
});

test('they are filtered by words among those that are loaded', async () => {
  open([...entries(60, 3), entry(2, { action: 'backup.made', target: '20261119_120000' }), entry(1)]);
  await expect.poll(() => rows.elements().length).toBe(50);
  const filter = page.getByLabelText('Filter');
  await filter.fill(' PERSON 59');
  await expect.poll(() => rows.elements().length).toBe(1);
  await expect.element(page.getByText('1 of the loaded 50 entries.')).toBeVisible();
  await filter.fill('made backup');
  await expect.element(page.getByText('0 of the loaded 50 entries.')).toBeVisible();
  await more.click();
  await expect.element(page.getByText('1 of the 60 entries.')).toBeVisible();
  await filter.fill('backup.made');
  await expect.poll(() => rows.elements().length).toBe(1);
});
