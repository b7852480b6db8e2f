import { button } from '../../components/button.ts';
import { h, on } from '../../lib/h.ts';
import { listZones, presentName, zoneHere } from '../lib/list-zones.ts';
import { localTimeIn } from '../lib/local-time-in.ts';
import { type Entry, entry } from './entry.ts';

export interface ZoneEntry extends Entry {
  /** Null where they keep it to themselves. */
  read(): string | null;
}

/** In which time zone somebody is; a few letters of it find it in the browser's list. */
export function zoneEntry(zone: string | null, clock: () => Date = () => new Date()): ZoneEntry {
  const here = zoneHere();
  const first = zone === null ? null : presentName(zone);
  const names = new Map([...listZones(), here, first ?? ''].map((name) => [toKey(name), name]));
  const field = entry({
    label: 'Time zone',
    attributes: { list: 'zones', autocomplete: 'off', placeholder: 'Not shown' },
    check: () => (find() === null ? 'There is no such time zone. Choose one of the list, or none.' : null),
  });
  const { input } = field;
  const now = h('p', { class: 'entry__hint', id: 'zone-hint' });
  const detect = button(`As this device: ${toWords(here)}`, take, 'quiet');
  const others = [...names.values()].filter((name) => name !== here && name !== '');
  const list = h('datalist', { id: 'zones' }, ...[here, ...others].map((name) => optionOf(name, here)));
  field.dom.append(now, detect, list);
  field.dom.classList.add('zone-entry');
  input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby')} ${now.id}`);
  input.value = toWords(first ?? '');
  on(input, { input: show });
  show();
  return { ...field, read: () => find() || null };

  function take(): void {
    input.value = toWords(here);
    field.complain(null);
    show();
    input.focus();
  }

  /** Null where it is none. */
  function find(): string | null {
    return names.get(toKey(input.value)) ?? (input.value.trim() === '' ? '' : null);
  }

  function show(): void {
    const found = find();
    const time = localTimeIn(found ?? '', clock());
    detect.hidden = found === here;
    now.textContent =
      time === null ? 'Others see what time it is where you are.' : `Others see that it is ${time} there.`;
  }
}

function optionOf(name: string, here: string): HTMLElement {
  return h('option', { value: toWords(name) }, name === here ? 'As this device' : '');
}

function toWords(zone: string): string {
  return zone.replaceAll('_', ' ');
}

/** However it is typed. */
function toKey(typed: string): string {
  return toWords(typed).trim().toLowerCase();
}
