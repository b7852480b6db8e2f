import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../config.ts';

function mistakesOf(env: Readonly<Record<string, string>>): unknown {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
  }
  return [];
}

describe('for how long things are kept', () => {
  it('is said for all messages, and for rooms by themselves', () => {
    const { config } = parseConfig({
      RETENTION_DAYS: '365',
      RETENTION_ROOMS: 'random=90, news=never',
      RETENTION_REBUILD_MB: '64',
      ALERT_RETENTION_DAYS: '30',
      METRICS_RETENTION_HOURS: '48',
      METRICS_RETENTION_DAYS: '400',
      LOG_RETENTION_DAYS: '14',
      LOG_FILES: '3',
      LOG_FILE_KB: '512',
    });
    expect(config.retention).toMatchObject({
      days: 365,
      rooms: new Map([
        ['random', 90],
        ['news', null],
      ]),
      rebuildMaxBytes: 64 * 1024 * 1024,
      alertDays: 30,
      metricsMinutesHours: 48,
      metricsHoursDays: 400,
      logDays: 14,
    });
    expect(config.logs).toMatchObject({ files: 3, fileBytes: 512 * 1024 });
  });

  it.for(['0', '-1', '1.5', 'never', '36501', '30d'])('is no number of days: %s', (days) => {
    expect(mistakesOf({ RETENTION_DAYS: days })).toEqual([
      { variable: 'RETENTION_DAYS', message: 'must be a whole number from 1 to 36500' },
    ]);
  });

  it.for([
    'random',
    'random=',
    'random=0',
    'random=36501',
    '=90',
    'Not A Room=90',
    'random=90=1',
    'random=1.5',
  ])('is nothing for a room: %s', (item) => {
    expect(mistakesOf({ RETENTION_ROOMS: `general=1,${item}` })).toEqual([
      { variable: 'RETENTION_ROOMS', message: expect.stringContaining('such as random=90,news=never') },
    ]);
  });

  it('is said once for each room', () => {
    expect(mistakesOf({ RETENTION_ROOMS: 'random=90,news=1,random=never' })).toEqual([
      { variable: 'RETENTION_ROOMS', message: 'names random more than once' },
    ]);
  });

  it('is long enough for the charts', () => {
    expect(mistakesOf({ METRICS_RETENTION_HOURS: '24', METRICS_RETENTION_DAYS: '89' })).toEqual([
      { variable: 'METRICS_RETENTION_HOURS', message: 'must be a whole number from 25 to 8760' },
      { variable: 'METRICS_RETENTION_DAYS', message: 'must be a whole number from 90 to 3650' },
    ]);
  });
});
