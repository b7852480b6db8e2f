import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { composer } from './composer.ts';

function open(draft = '') {
  const options = { onDraft: vi.fn(), send: vi.fn(), changeName: vi.fn() };
  const view = composer({ title: 'General', author: 'alice', draft, ...options });
  document.body.append(view.dom);
  view.focus();
  return { ...options, dom: view.dom, input: view.dom.querySelector('textarea') as HTMLTextAreaElement };
}

function paste(input: HTMLTextAreaElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new InputEvent('input'));
}

test('Enter sends what was written, trimmed, and empties the field and the draft', async () => {
  const { send, input, onDraft } = open();
  await userEvent.keyboard(' hello {Enter}');
  expect(send.mock.calls).toEqual([['hello']]);
  expect(input.value).toBe('');
  expect(onDraft).toHaveBeenLastCalledWith('');
});

test('Shift+Enter breaks the line, and the field grows with its text', async () => {
  const { send, input } = open();
  await userEvent.keyboard('a');
  const before = input.offsetHeight;
  await userEvent.keyboard('{Shift>}{Enter}{Enter}{/Shift}b');
  expect(input.value).toBe('a\n\nb');
  expect(input.offsetHeight).toBeGreaterThan(before);
  expect(send).not.toHaveBeenCalled();
});

test.each<KeyboardEventInit>([{ isComposing: true }, { keyCode: 229 }])(
  'Enter that ends a word in an input method sends nothing (%j)',
  (init) => {
    const { send, input } = open('にほん');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...init }));
    expect(send).not.toHaveBeenCalled();
  },
);

test('nothing but spaces is not sent', async () => {
  const { send, dom } = open();
  await userEvent.keyboard('   {Enter}');
  expect(send).not.toHaveBeenCalled();
  expect(dom.querySelector('.composer__send')?.getAttribute('aria-disabled')).toBe('true');
});

test('the send button sends', async () => {
  const { send } = open('from a draft');
  await userEvent.click(page.getByRole('button', { name: 'Send' }));
  expect(send).toHaveBeenCalledWith('from a draft');
});

test('a text of a million characters is measured by as much of it as the field can show', () => {
  const { input, dom } = open();
  paste(input, 'word '.repeat(200_000));
  expect(dom.querySelector('.composer__twin')?.textContent.length).toBeLessThan(5_000);
  expect(input.clientHeight).toBeGreaterThan(200);
  expect(dom.querySelector('.length-counter')?.textContent).toBe('Far more than 4,000');
});

test('a text over the limit stays, says by how much, and is not sent', async () => {
  const { input, dom, send } = open();
  paste(input, 'x'.repeat(4_003));
  expect(dom.querySelector('.length-counter')?.textContent).toBe('3 too many');
  input.focus();
  await userEvent.keyboard('{Enter}');
  expect(send).not.toHaveBeenCalled();
  expect(input.value).toHaveLength(4_003);
});

test('every change of the text is kept as a draft', async () => {
  const { onDraft } = open();
  await userEvent.keyboard('ab');
  expect(onDraft.mock.calls).toEqual([['a'], ['ab']]);
});

test('the name can be changed from here', async () => {
  const { changeName } = open();
  await userEvent.click(page.getByRole('button', { name: 'Change your name, alice' }));
  expect(changeName).toHaveBeenCalledOnce();
});
