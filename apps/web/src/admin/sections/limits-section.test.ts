import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at } from '../../../test/at.ts';
import { testDesk } from '../../../test/test-desk.ts';
import { limitsSection } from './limits-section.ts';

const CLIENT = '2001:db8::/64';
const POSTS = 'POST /api/messages';

function open(total: number) {
  const last = { count: total, last_at: at(60) };
  const some = total > 0;
  const opened = testDesk({
    'GET /api/system/breaches': {
      summary: {
        since: at(86_400),
        total,
        warning_above: 10,
        by_limit: some ? [{ limit: 'sign_in', ...last }] : [],
        by_endpoint: some ? [{ endpoint: POSTS, ...last }] : [],
        by_client: some ? [{ client: CLIENT, ...last }] : [],
      },
      latest: some
        ? [
            {
              timestamp: at(70),
              last_at: at(60),
              endpoint: POSTS,
              client: CLIENT,
              limit: 'sign_in',
              count: total,
            },
          ]
        : [],
    },
  });
  document.body.append(limitsSection(opened.desk).dom);
  return opened;
}

const heading = page.getByRole('heading', { level: 2 });

test.each([
  [0, 'Nobody was refused'],
  [1, '1 request refused'],
  [10, '10 requests refused'],
  [1_240, '1,240 requests refused, more than usual'],
])('of %i refusals it says "%s"', async (total, words) => {
  open(total);
  await expect.element(heading).toHaveTextContent(`Limits ${words}`);
});

test('it tells who was refused most, where, and by which limit', async () => {
  open(1_240);
  await expect
    .element(page.getByRole('table', { name: 'Who asked' }))
    .toMatchTextContent(/2001:db8::\/64.*1,240.*1 minute ago/);
  await expect.element(page.getByRole('table', { name: 'Addresses asked' })).toMatchTextContent(POSTS);
  await expect.element(page.getByRole('table', { name: 'Limit' })).toMatchTextContent('sign in');
  await page.getByText('Latest refusals').click();
  await expect
    .element(page.getByRole('table', { name: 'Latest refusals' }))
    .toMatchTextContent(/1 minute ago.*2001:db8::\/64.*POST \/api\/messages.*sign in.*1,240/);
});

test('a longer period is asked for', async () => {
  const { asked } = open(0);
  await page.getByRole('radio', { name: '30 days' }).click();
  await expect.poll(() => asked.at(-1)).toBe('GET /api/system/breaches {"hours":720}');
});
