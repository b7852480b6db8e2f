import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { nameForm } from './name-form.ts';

function open(current: string | null, refusal: string | null = null) {
  const actions = { choose: vi.fn(async () => refusal), cancel: vi.fn() };
  const form = nameForm({ current, ...actions });
  document.body.append(form.dom);
  form.focus();
  return actions;
}

test('the first visit asks for a name, and there is no way round it', async () => {
  const { choose } = open(null);
  await userEvent.keyboard('alice{Enter}');
  expect(choose).toHaveBeenCalledWith('alice');
  expect(page.getByRole('button', { name: 'Cancel' }).query()).toBeNull();
});

test('a name that is refused says why beside the field', async () => {
  open(null, 'Give a name of at least one character.');
  await userEvent.click(page.getByRole('button', { name: 'Join' }));
  await expect.element(page.getByRole('alert')).toHaveTextContent('Give a name of at least one character.');
  const field = page.getByLabelText('What should people call you?');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await expect.element(field).toHaveFocus();
});

test('a name can be changed, or the change be dropped', async () => {
  const { choose, cancel } = open('alice');
  await expect.element(page.getByLabelText('Your name from now on')).toHaveValue('alice');
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
  await userEvent.click(page.getByRole('button', { name: 'Save' }));
  expect(cancel).toHaveBeenCalledOnce();
  expect(choose).toHaveBeenCalledWith('alice');
});

test('Escape drops the change, but not while an input method is at work, nor on the first visit', async () => {
  const { cancel } = open('alice');
  const composing = new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true });
  document.activeElement?.dispatchEvent(composing);
  expect(cancel).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  expect(cancel).toHaveBeenCalledOnce();
  document.body.replaceChildren();
  const first = open(null);
  await userEvent.keyboard('{Escape}');
  expect(first.cancel).not.toHaveBeenCalled();
});

test('a name that is somebody else’s stands there to be changed, with the reason', async () => {
  const actions = { choose: vi.fn(async () => null), cancel: vi.fn() };
  document.body.append(
    nameForm({ current: null, lost: { name: 'alice', reason: 'Somebody has it.' }, ...actions }).dom,
  );
  const field = page.getByLabelText('What should people call you?');
  await expect.element(field).toHaveValue('alice');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Somebody has it.');
});

test('a name is asked for once at a time, and what was typed stays where it is refused', async () => {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const choose = vi.fn(() => promise);
  const form = nameForm({ current: null, choose, cancel: vi.fn() });
  document.body.append(form.dom);
  form.focus();
  await userEvent.keyboard('alice{Enter}{Enter}');
  expect(choose).toHaveBeenCalledOnce();
  resolve('Somebody has it.');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Somebody has it.');
  await expect.element(page.getByLabelText('What should people call you?')).toHaveValue('alice');
});
