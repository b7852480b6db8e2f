import { h, on } from '../lib/h.ts';
import { svg } from '../lib/svg.ts';
import { THEMES, type Theme } from '../lib/themes.ts';
import type { View } from '../lib/view.ts';

const SUN =
  'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 3V4.500M12 19.500V21M3 12H4.500M19.500 12H21M5.600 5.600L6.700 6.700M17.300 17.300L18.400 18.400M5.600 18.400L6.700 17.300M17.300 6.700L18.400 5.600';
const MOON = 'M19.500 14.500A8 8 0 0 1 9.500 4.500A8 8 0 1 0 19.500 14.500Z';
const SCREEN = 'M4 5H20V16H4ZM9 20H15M12 16V20';

const DRAWINGS: Readonly<Record<Theme, string>> = { system: SCREEN, light: SUN, dark: MOON };
const NAMES: Readonly<Record<Theme, string>> = { system: 'the system’s', light: 'light', dark: 'dark' };

/** One button that goes round: the system's theme, light, dark. */
export function themeSwitch(
  choose: (theme: Theme) => void,
  look: 'drawing' | 'words' = 'drawing',
): View<Theme> & { readonly dom: HTMLElement } {
  const dom = h('button', { class: 'header-button theme-switch', type: 'button' });
  let shown: Theme = 'system';
  on(dom, { click: () => choose(after(shown)) });
  return { dom, update, destroy: () => dom.remove() };

  function update(theme: Theme): void {
    shown = theme;
    const words = `Theme: ${NAMES[theme]}. Change to ${NAMES[after(theme)]}`;
    dom.title = words;
    dom.ariaLabel = words;
    dom.replaceChildren(
      look === 'words' ? `Theme: ${NAMES[theme]}` : svg('0 0 24 24', 'icon', DRAWINGS[theme]),
    );
  }
}

function after(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}
