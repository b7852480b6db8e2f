import { expect, test } from 'vitest';
import { h } from './h.ts';
import { isFocusLost } from './is-focus-lost.ts';

test('the focus is lost where nothing has it, or something that cannot be seen', () => {
  const button = h('button', {}, 'Here');
  document.body.append(button);
  expect(isFocusLost()).toBe(true);
  button.focus();
  expect(isFocusLost()).toBe(false);
  button.hidden = true;
  expect(isFocusLost()).toBe(true);
});
