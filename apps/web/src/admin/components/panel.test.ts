import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { refusal } from '../../../test/refusal.ts';
import { testDesk } from '../../../test/test-desk.ts';
import { h } from '../../lib/h.ts';
import { type Panel, panel } from './panel.ts';

function open(load: () => Promise<number>): { shown: Panel; said: readonly string[] } {
  const { desk, said } = testDesk();
  const figure = h('p', {});
  const shown = panel<number>(desk, {
    id: 'figures',
    name: 'Figures',
    intervalMs: 20,
    load,
    conclude: (value) => `${value} so far`,
    parts: [figure],
    show: (value) => {
      figure.textContent = `The figure is ${value}`;
    },
  });
  document.body.append(shown.dom);
  return { shown, said };
}

test('its heading is what there is to know, and it asks again', async () => {
  let value = 0;
  open(async () => ++value);
  await expect
    .element(page.getByRole('region', { name: /^Figures \d+ so far$/ }))
    .not.toHaveAttribute('aria-busy');
  await expect.poll(() => value).toBeGreaterThan(2);
});

test('what fails is said, and what was known stays', async () => {
  let fails = false;
  const { shown } = open(() => (fails ? Promise.reject(refusal(500, 'internal_error')) : Promise.resolve(7)));
  await expect.element(page.getByText('The figure is 7')).toBeVisible();
  fails = true;
  shown.nudge();
  await expect.element(page.getByText('The disk says no. It tries again by itself.')).toBeVisible();
  await expect.element(page.getByText('The figure is 7')).toBeVisible();
});

test('what a server does not offer is said calmly, and asked for once', async () => {
  let asked = 0;
  open(() => {
    asked++;
    return Promise.reject(refusal(404, 'route_not_found'));
  });
  await expect.element(page.getByRole('heading')).toHaveTextContent('Figures Not offered here');
  await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(asked).toBe(1);
});

test('where the right has ended, the page is told', async () => {
  const { said } = open(() => Promise.reject(refusal(401, 'admin_required')));
  await expect.poll(() => said).toContain('(signed out)');
});

test('what cannot be seen is not asked for', async () => {
  let asked = 0;
  const { shown } = open(async () => ++asked);
  await expect.poll(() => asked).toBeGreaterThan(1);
  const far = h('div', { class: 'far' });
  far.style.height = '5000px';
  shown.dom.before(far);
  await expect
    .poll(async () => {
      const before = asked;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return asked - before;
    })
    .toBe(0);
});
