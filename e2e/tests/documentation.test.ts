import { expect, test } from '../fixtures/test.ts';

test('the documentation lists every route of the API', async ({ visit }) => {
  const { page } = await visit();
  await page.goto('/docs');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const document = await page.request.get('/api/openapi.json');
  const { paths } = await document.json();
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/messages', '/api/changes']));
  for (const path of Object.keys(paths)) {
    await expect(page.getByText(path).first()).toBeAttached();
  }
});
