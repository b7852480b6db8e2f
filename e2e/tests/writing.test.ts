import { expect, test } from '../fixtures/test.ts';

test('Enter sends, and Shift+Enter breaks the line', async ({ alice }) => {
  await alice.composer.pressSequentially('first line');
  await alice.composer.press('Shift+Enter');
  await alice.composer.pressSequentially('second line');
  await expect(alice.rows).toHaveCount(0);
  await alice.composer.press('Enter');
  await expect(alice.rows.locator('.message__text')).toHaveText('first line\nsecond line', {
    useInnerText: true,
  });
  await expect(alice.composer).toHaveValue('');
  await expect(alice.composer).toBeFocused();
});

test('Enter that ends a word of an input method does not send', async ({ alice }) => {
  await alice.composer.focus();
  const keyboard = await alice.page.context().newCDPSession(alice.page);
  await keyboard.send('Input.imeSetComposition', { text: 'にほんご', selectionStart: 4, selectionEnd: 4 });
  await expect(alice.composer).toHaveValue('にほんご');
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter' });
  await expect(alice.composer).toHaveValue('にほんご');

  await keyboard.send('Input.insertText', { text: '日本語' });
  await expect(alice.composer).toHaveValue('日本語');
  await expect(alice.rows).toHaveCount(0);
  await alice.page.keyboard.press('Enter');
  await expect(alice.message('日本語').details).toContainText('Saved here');
});

test('nothing but spaces is not sent', async ({ alice }) => {
  await alice.composer.fill('  \n ');
  await alice.composer.press('Enter');
  await alice.write('  words between spaces ');
  await expect(alice.rows.locator('.message__text')).toHaveText(['words between spaces']);
});

test('a message is on screen before the server has answered', async ({ alice }) => {
  await alice.page.route('**/api/messages', () => undefined, { times: 1 });
  const message = await alice.write('at once');
  await expect(message.dom).toBeInViewport({ ratio: 1 });
  await expect(message.details).toContainText('Sending');
});

test('a counter shows when the limit nears, and too long a message is kept back', async ({ alice }) => {
  await alice.composer.fill('a'.repeat(3_599));
  await expect(alice.counter).toBeEmpty();
  await alice.composer.fill('a'.repeat(3_990));
  await expect(alice.counter).toHaveText('10 left');

  await alice.composer.fill('a'.repeat(4_003));
  await expect(alice.counter).toHaveText('3 too many');
  await alice.composer.press('Enter');
  await alice.sendButton.click({ force: true });
  await expect(alice.rows).toHaveCount(0);

  // Each of these is one character to a person, and two to JavaScript.
  const longest = '📖'.repeat(4_000);
  await alice.composer.fill(longest);
  await expect(alice.counter).toHaveText('0 left');
  await alice.composer.press('Enter');
  await expect(alice.rows).toHaveAttribute('data-receipt', 'saved');
  await expect(alice.counter).toBeEmpty();
});

test('the composer grows with its text, up to a part of the window', async ({ alice }) => {
  const height = async () => (await alice.composer.boundingBox())?.height ?? 0;
  const oneLine = await height();
  await alice.composer.fill('a');
  expect(await height()).toBe(oneLine);
  await alice.composer.fill('a\nb\nc');
  const threeLines = await height();
  expect(threeLines).toBeGreaterThan(oneLine + 30);
  await alice.composer.fill('line\n'.repeat(100));
  expect(await height()).toBeLessThanOrEqual(300);
  await alice.composer.fill('');
  expect(await height()).toBe(oneLine);

  await alice.composer.fill('a draft\nof\nfour\nlines');
  const fourLines = await height();
  await alice.page.reload();
  await expect.poll(height).toBe(fourLines);
});
