import 'uplot/dist/uPlot.min.css';
import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { type Chart, chart } from './chart.ts';

const TIMES = [1_763_640_000, 1_763_640_060, 1_763_640_120];
const percent = (value: number) => `${value} %`;

function open(): Chart {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const conclude = (first: { latest: number }) => `${first.latest} % now`;
  const made = chart({ name: 'Processor', format: percent, conclude }, leaving.signal);
  document.body.append(made.dom);
  return made;
}

test('it is drawn, told in a sentence and set as a table', async () => {
  const made = open();
  made.update({
    times: TIMES,
    lines: [{ name: 'all cores', values: [3, null, 5] }],
    period: 'the last hour',
  });
  await expect.element(page.getByText('5 % now')).toBeVisible();
  await expect
    .element(page.getByRole('img'))
    .toHaveAccessibleName(/^Processor over the last hour: now 5 %, lowest 3 %, highest 5 % on /);
  expect(made.dom.querySelector('canvas')).not.toBeNull();
  await page.getByText('As a table: Processor').click();
  await expect
    .poll(() =>
      page
        .getByRole('cell')
        .elements()
        .map((cell) => cell.textContent),
    )
    .toEqual(['3 %', '–', '5 %']);
});

test.each([
  ['nothing yet', []],
  ['nothing but gaps', TIMES],
])('with %s it says so, and follows when there is more', async (_, times) => {
  const made = open();
  const values = times.map(() => null);
  made.update({ times, lines: [{ name: 'all cores', values }], period: 'the last hour' });
  await expect.element(page.getByRole('img')).toHaveAccessibleName('Processor: no figures yet');
  made.update({ times: TIMES, lines: [{ name: 'all cores', values: [1, 2, 3] }], period: 'the last hour' });
  made.redraw();
  await expect.element(page.getByText('3 % now')).toBeVisible();
});
