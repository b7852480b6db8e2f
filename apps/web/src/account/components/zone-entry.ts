import { button } from '../../components/button.ts';
import { h, on, setAttribute } from '../../lib/h.ts';
import { localTimeIn } from '../lib/local-time-in.ts';
import type { Entry } from './entry.ts';

export interface ZoneEntry extends Pick<Entry, 'dom' | 'check' | 'complain'> {
  readonly input: HTMLSelectElement;
  /** Null where they keep it to themselves. */
  read(): string | null;
}

/** In which time zone somebody is; the browser knows which one that may be. */
export function zoneEntry(zone: string | null, clock: () => Date = () => new Date()): ZoneEntry {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = new Set([
    ...Intl.supportedValuesOf('timeZone'),
    'UTC',
    here,
    ...(zone === null ? [] : [zone]),
  ]);
  const error = h('p', { class: 'entry__error', id: 'zone-error', role: 'alert' });
  const now = h('p', { class: 'entry__hint', id: 'zone-hint' });
  const input = h(
    'select',
    { class: 'field entry__field', id: 'zone', 'aria-describedby': 'zone-error zone-hint' },
    h('option', { value: '' }, 'Not shown'),
    ...[...names].sort().map((name) => h('option', { value: name }, name.replaceAll('_', ' '))),
  );
  const detect = button('Use this device’s', take, 'quiet');
  detect.title = here;
  const dom = h(
    'div',
    { class: 'entry' },
    h('label', { class: 'entry__label', for: 'zone' }, 'Time zone'),
    h('div', { class: 'entry__row zone-entry__row' }, input, detect),
    error,
    now,
  );
  input.value = zone ?? '';
  on(input, { change: show });
  show();
  return { dom, input, check: () => null, complain, read: () => input.value || null };

  function take(): void {
    input.value = here;
    show();
  }

  function show(): void {
    complain(null);
    const time = localTimeIn(input.value, clock());
    now.textContent =
      time === null ? 'Others see what time it is where you are.' : `Others see that it is ${time} there.`;
  }

  function complain(words: string | null): void {
    error.textContent = words;
    setAttribute(input, 'aria-invalid', words === null ? null : 'true');
  }
}
