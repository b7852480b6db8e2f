import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  countCodePoints,
  cursorSchema,
  gitCommitHashSchema,
  MAX_CONTENT_CODE_POINTS,
  MAX_NAME_CODE_POINTS,
  MAX_STATUS_CODE_POINTS,
  messageContentSchema,
  messageIdSchema,
  newNameSchema,
  personNameSchema,
  roomNameSchema,
  statusTextSchema,
  timestampSchema,
  timeZoneSchema,
} from '../index.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());

describe('code points', () => {
  it.for([
    ['', 0],
    ['abc', 3],
    ['\u{1f30a}\u{1f30a}', 2],
    ['e\u0301', 2],
    ['\ud800', 1],
  ] as const)('of %j are %i', ([text, count]) => {
    expect(countCodePoints(text)).toBe(count);
  });
});

describe('a message id', () => {
  it.for([
    '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f',
    '00000000-0000-7000-8000-000000000000',
    'ffffffff-ffff-7fff-bfff-ffffffffffff',
  ])('may be %s', (id) => {
    expect(messageIdSchema.parse(id)).toBe(id);
    expect(messageIdSchema.parse(id.toUpperCase())).toBe(id);
  });

  it.for([
    '01931e2f-7c1a-4cc3-98c4-dc0c0c07398f',
    '01931e2f-7c1a-7cc3-c8c4-dc0c0c07398f',
    '01931e2f7c1a7cc398c4dc0c0c07398f',
    ' 01931e2f-7c1a-7cc3-98c4-dc0c0c07398f',
    '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f\n',
    '{01931e2f-7c1a-7cc3-98c4-dc0c0c07398f}',
    '01931e2g-7c1a-7cc3-98c4-dc0c0c07398f',
    '',
    5,
    null,
  ])('may not be %j', (id) => {
    expect(messageIdSchema.safeParse(id).success).toBe(false);
  });
});

describe('a room name', () => {
  it.for(['general', 'a', '7', 'two-words', 'x'.repeat(40)])('may be %s', (name) => {
    expect(roomNameSchema.parse(name)).toBe(name);
  });

  it.for(['', 'General', '-a', 'a-', 'a b', 'a/b', '..', 'caf\u00e9', 'x'.repeat(41), 'a\n'])(
    'may not be %j',
    (name) => {
      expect(roomNameSchema.safeParse(name).success).toBe(false);
    },
  );
});

describe('a cursor, a commit and a moment', () => {
  it.for([
    [cursorSchema, '5f2c9a1e-128', true],
    [cursorSchema, '5f2c9a1e-0', true],
    [cursorSchema, '5f2c9a1e-1234567890123456', false],
    [cursorSchema, '5f2c9a1-1', false],
    [cursorSchema, '5f2c9a1e-1\n', false],
    [gitCommitHashSchema, '0123456789abcdef0123456789abcdef01234567', true],
    [gitCommitHashSchema, '0123456789ABCDEF0123456789ABCDEF01234567', false],
    [gitCommitHashSchema, '0123456789abcdef', false],
    [timestampSchema, '2026-11-20T17:16:41.123Z', true],
    [timestampSchema, '2026-11-20T17:16:41Z', false],
    [timestampSchema, '2026-11-20T17:16:41.123+01:00', false],
    [timestampSchema, '2026-02-30T17:16:41.123Z', false],
  ] as const)('%#: %s', ([schema, text, fits]) => {
    expect(z.safeParse(schema, text).success, text).toBe(fits);
  });
});

describe('a text of many UTF-16 units', () => {
  it.for([
    ['content', messageContentSchema, MAX_CONTENT_CODE_POINTS],
    ['a name', personNameSchema, MAX_NAME_CODE_POINTS],
  ] as const)('is measured as %s in code points', ([, schema, most]) => {
    expect(z.safeParse(schema, '\u{1f30a}'.repeat(most)).success).toBe(true);
    expect(z.safeParse(schema, '\u{1f30a}'.repeat(most + 1)).success).toBe(false);
  });
});

describe('whatever is given as content', () => {
  it('is refused, or is trimmed text that can be stored and is short enough', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { success, data } = messageContentSchema.safeParse(text);
        if (!success) return;
        expect(data).toBe(text.trim());
        expect(data.isWellFormed()).toBe(true);
        expect(data).not.toContain('\0');
        expect(countCodePoints(data)).toBeLessThanOrEqual(MAX_CONTENT_CODE_POINTS);
        expect(messageContentSchema.parse(data), 'and stays as it is').toBe(data);
      }),
    );
  });
});

describe('whatever is given as a name', () => {
  it('is refused, or is a composed name without stray spaces that stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { success, data } = personNameSchema.safeParse(text);
        if (!success) return;
        expect(data).toBe(data.normalize('NFC'));
        expect(data).not.toMatch(/^\s|\s$|\s{2}|\p{Cc}/u);
        expect(countCodePoints(data)).toBeLessThanOrEqual(MAX_NAME_CODE_POINTS);
        expect(personNameSchema.parse(data)).toBe(data);
      }),
    );
  });
});

describe('a new name', () => {
  it.for(['bob@example.org', '@bob', 'bob\uff20home', 'bob\ufe6bhome'])('may not be %j', (name) => {
    expect(personNameSchema.safeParse(name).success, 'as one may have had it before').toBe(true);
    expect(newNameSchema.safeParse(name).success).toBe(false);
  });

  it('is tidied as any other', () => {
    expect(newNameSchema.parse(' Bob \u2009 Dylan ')).toBe('Bob Dylan');
  });
});

describe('a status', () => {
  it.for([
    ['', ''],
    ['  At sea  ', 'At sea'],
    ['cafe\u0301', 'caf\u00e9'],
    ['\u{1f469}\u200d\u{1f692}', '\u{1f469}\u200d\u{1f692}'],
  ] as const)('%j is kept as %j', ([given, kept]) => {
    expect(statusTextSchema.parse(given)).toBe(kept);
  });

  it.for([
    'a\nb',
    'a\u0000',
    '\u202eabc',
    '\u2066abc',
    '\ud800',
    'x'.repeat(MAX_STATUS_CODE_POINTS + 1),
    null,
  ])('may not be %j', (text) => {
    expect(statusTextSchema.safeParse(text).success).toBe(false);
  });
});

describe('a time zone', () => {
  it.for(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Etc/GMT+3'])('may be %s', (name) => {
    expect(timeZoneSchema.parse(name)).toBe(name);
  });

  it.for(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin ', '../Berlin', 'a'.repeat(65), 3])(
    'may not be %j',
    (name) => {
      expect(timeZoneSchema.safeParse(name).success).toBe(false);
    },
  );
});
