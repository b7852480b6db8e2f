import { expect, test } from 'vitest';
import type { Theme } from '../lib/themes.ts';
import { themeSwitch } from './theme-switch.ts';

test('the switch goes round, and says what it is and what it would be', () => {
  const chosen: Theme[] = [];
  const view = themeSwitch((theme) => {
    chosen.push(theme);
    view.update(theme);
  });
  view.update('system');
  const button = view.dom as HTMLButtonElement;
  expect(button.ariaLabel).toBe('Theme: the system’s. Change to light');
  for (let click = 0; click < 3; click++) button.click();
  expect(chosen).toEqual(['light', 'dark', 'system']);
});
