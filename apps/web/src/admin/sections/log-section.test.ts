import type { LogLine } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { type Asked, testDesk } from '../../../test/test-desk.ts';
import { logSection } from './log-section.ts';

const LINES: readonly LogLine[] = [
  { time: at(90), level: 'info', message: 'request completed', details: '{"status":200}' },
  { time: at(60), level: 'warn', message: 'a task took long', details: '' },
  { time: at(30), level: 'error', message: 'the mail server is away', details: '' },
];

/** A server that finds lines by their words; `write` adds one. */
function open(first: readonly LogLine[] = LINES) {
  const lines = [...first];
  const find = ({ query }: Asked) => {
    const words = String(query?.['search'] ?? '');
    return { lines: lines.filter(({ message }) => message.includes(words)), has_more: false };
  };
  const opened = testDesk({ 'GET /api/system/logs': find });
  const shown = logSection(opened.desk);
  document.body.append(shown.dom);
  const write = (message: string) => {
    lines.push({ time: at(0), level: 'info', message, details: '' });
    shown.nudge();
  };
  return { ...opened, write };
}

const heading = page.getByRole('heading', { level: 2 });
const rows = page.getByRole('listitem');

test('each line tells when, how grave and what', async () => {
  open();
  await expect.element(heading).toHaveTextContent('Log The latest lines, 1 error among them');
  await expect.element(rows.nth(0)).toHaveTextContent('12:58:30inforequest completed {"status":200}');
  await expect.element(rows.nth(1)).toMatchTextContent(/warning.*a task took long/);
});

test('they are found by level and words', async () => {
  const { asked } = open();
  await page.getByLabelText('From level').selectOptions('Warnings');
  await page.getByLabelText('Search').fill(' mail ');
  await expect.poll(() => rows.elements().length).toBe(1);
  await expect.element(rows).toMatchTextContent('the mail server is away');
  expect(asked.at(-1)).toBe('GET /api/system/logs {"level":"warn","limit":200,"search":"mail"}');
  await page.getByLabelText('Search').fill('nobody wrote this');
  await expect.element(page.getByText('No such line.')).toBeVisible();
  await expect.element(heading).toHaveTextContent('Log The latest lines');
});

test('it is held, and goes on', async () => {
  const { said, write } = open();
  await expect.poll(() => rows.elements().length).toBe(3);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.element(heading).toHaveTextContent('Log Paused');
  write('meanwhile');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.element(rows.last()).toMatchTextContent('meanwhile');
  expect(said).toEqual(['The log is paused.', 'The log goes on.']);
});

test('whoever is at its end sees what comes, and whoever reads above is left there', async () => {
  const { write } = open(
    Array.from({ length: 60 }, (_, place) => ({
      time: at(60 - place),
      level: 'info',
      message: `line ${place}`,
      details: '',
    })),
  );
  await expect.poll(() => rows.elements().length).toBe(60);
  const scroller = page.getByRole('region', { name: 'Lines of the log' }).element() as HTMLElement;
  scroller.style.height = '100px';
  scroller.style.overflow = 'auto';
  scroller.scrollTop = scroller.scrollHeight;
  write('at the end');
  await expect.poll(() => rows.elements().length).toBe(61);
  expect(scroller.scrollTop + scroller.clientHeight).toBeGreaterThan(scroller.scrollHeight - 2);
  scroller.scrollTop = 40;
  write('and later');
  await expect.poll(() => rows.elements().length).toBe(62);
  expect(scroller.scrollTop).toBe(40);
});
