import type { Health } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { concludeHealth } from './conclude-health.ts';

const WELL = { status: 'healthy', message: 'Well.' } as const;

function services(more: Partial<Health['services']> = {}): Health['services'] {
  return {
    database: WELL,
    cache: { ...WELL, hit_rate: null },
    archive: WELL,
    backups: WELL,
    scheduler: WELL,
    alerts: WELL,
    disk: { ...WELL, free_bytes: null, total_bytes: null },
    ...more,
  };
}

test('a healthy server is well, also with its archive off', () => {
  const archive = { status: 'off', message: 'Off.' } as const;
  expect(concludeHealth({ status: 'healthy', services: services({ archive }) })).toBe('All is well');
});

test('what ails is named', () => {
  const ailing = { status: 'degraded', message: 'Old.' } as const;
  expect(concludeHealth({ status: 'degraded', services: services({ backups: ailing }) })).toBe(
    'The chat works. Look at the backups',
  );
  const all = services({ database: { ...ailing, status: 'unhealthy' }, backups: ailing, archive: ailing });
  expect(concludeHealth({ status: 'unhealthy', services: all })).toBe(
    'The chat does not work. Look at the database, the backups and the archive',
  );
});
