import { expect, it, vi } from 'vitest';
import { checkDisks } from './check-disks.ts';

it('a machine whose disks all have no size is said to have none, and raises nothing', () => {
  const alarms = { raise: vi.fn(), clear: vi.fn(), listen: vi.fn() };
  const thresholds = { diskFreeWarning: 0.1, diskFreeCritical: 0.03 };
  expect(checkDisks({ known: [], silent: null }, thresholds, alarms)).toBe('No disk says how full it is.');
  expect(alarms.raise).not.toHaveBeenCalled();
});

it('the alarm of a disk can end, however early it is to come', () => {
  const alarms = { raise: vi.fn(), clear: vi.fn(), listen: vi.fn() };
  const disk = { holds: ['data'], freeBytes: 98, totalBytes: 100 } as const;
  checkDisks({ known: [disk], silent: null }, { diskFreeWarning: 0.95, diskFreeCritical: 0.03 }, alarms);
  expect(alarms.clear).toHaveBeenCalledExactlyOnceWith('disk_space');
});
