import { expect, test } from 'vitest';
import { listZones, presentName } from './list-zones.ts';

test('each zone is there once, by the name that it has today', () => {
  const zones = listZones();
  expect(zones).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Europe/Kyiv', 'Europe/Berlin', 'UTC']));
  for (const former of ['Asia/Calcutta', 'Asia/Saigon', 'Europe/Kiev']) expect(zones).not.toContain(former);
  expect(new Set(zones).size).toBe(zones.length);
});

test('a name that is no other today stays', () => {
  expect(['Asia/Rangoon', 'Europe/Berlin', 'Mars/Olympus'].map(presentName)).toEqual([
    'Asia/Yangon',
    'Europe/Berlin',
    'Mars/Olympus',
  ]);
});
