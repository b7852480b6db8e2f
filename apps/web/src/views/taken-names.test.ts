import { expect, test } from 'vitest';
import { commands, page, userEvent } from 'vitest/browser';
import { openPage } from '../../test/open-page.ts';
import { type PageServer, startPageServer } from '../../test/page-server.ts';

const composer = () => page.getByRole('textbox', { name: 'Message to General' });
const nameField = () => page.getByLabelText('What should people call you?');

test('a name that somebody else has taken is refused, and what was typed stays', async () => {
  const server = await startPageServer();
  await takeElsewhere(server, 'alice');
  const { history } = openPage(server, { name: null });
  await userEvent.fill(nameField(), 'Alice');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toMatchTextContent(/^Somebody has the name Alice,/);
  await expect.element(nameField()).toHaveValue('Alice');
  await userEvent.fill(nameField(), 'bob');
  await userEvent.keyboard('{Enter}');
  await expect.element(composer()).toBeVisible();
  await userEvent.keyboard('hello{Enter}');
  await expect.poll(() => history.get().messages).toMatchObject([{ author: 'bob', content: 'hello' }]);
});

test('whoever’s name became somebody else’s chooses another, under which the message goes', async () => {
  const server = await startPageServer();
  await takeElsewhere(server, 'alice');
  const { outbox, history } = openPage(server, { name: 'alice' });
  await userEvent.fill(composer(), 'hello');
  await userEvent.keyboard('{Enter}');
  await expect.element(nameField()).toHaveValue('alice');
  await expect.element(page.getByRole('alert').first()).toMatchTextContent(/^Somebody has the name alice,/);
  await userEvent.fill(nameField(), 'bob');
  await userEvent.keyboard('{Enter}');
  await expect.element(composer()).toBeVisible();
  expect(outbox.get()).toMatchObject([{ author: 'alice', delivery: { kind: 'failed' } }]);
  await userEvent.click(page.getByRole('button', { name: 'Retry' }));
  await expect.poll(() => history.get().messages).toMatchObject([{ author: 'bob', content: 'hello' }]);
});

/** As another browser does. */
async function takeElsewhere({ url }: PageServer, name: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name });
  await commands.callServer(`${url}/api/identity`, { method: 'PUT', headers, body });
}
