import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageCreated } from '../events/archive-event.ts';
import { write } from '../events/to-line.ts';
import { readSegmentLines, type SegmentLine } from './read-segment-lines.ts';

const CREATED: MessageCreated = {
  schema: 1,
  type: 'message.created',
  position: 7,
  id: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f',
  room: 'general',
  author: 'Zoë',
  content: 'The tide is out at six. 🌊',
  created_at: '2026-11-20T17:16:41.123Z',
};
const LINE = write(CREATED);
const EDITED = write({
  schema: 1,
  type: 'message.edited',
  position: 8,
  id: CREATED.id,
  room: 'general',
  content: 'At seven.',
  edited_at: '2026-11-20T17:17:00.000Z',
});
const DELETED = write({
  schema: 1,
  type: 'message.deleted',
  position: 9,
  id: CREATED.id,
  room: 'general',
  deleted_at: '2026-11-20T17:18:00.000Z',
});

describe('a segment', () => {
  it('holds an event a line', () => {
    const lines = read(`${LINE}\n${EDITED}\n${DELETED}\n`);
    expect(lines).toEqual(
      [LINE, EDITED, DELETED].map((line) => ({
        kind: 'event',
        event: JSON.parse(line),
        line,
        isCanonical: true,
      })),
    );
  });

  it('holds nothing where it is empty', () => {
    expect(read('')).toEqual([]);
  });

  it('loses no line to another that is refused', () => {
    const invalid = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]);
    const lines = [
      ...readSegmentLines(Buffer.concat([Buffer.from(`${LINE}\n`), invalid, Buffer.from(`\n${LINE}\n`)])),
    ];
    expect(lines.map(summarize)).toEqual([
      'event',
      '2: It is not text in UTF-8.',
      '3: It is empty.',
      'event',
    ]);
  });

  it('is refused where it is too large', () => {
    expect(read(Buffer.alloc(8 * 1024 * 1024 + 1, '\n')).map(summarize)).toEqual([
      '0: It is larger than 8 MB, as no segment is.',
    ]);
  });

  it('has no line that is too long', () => {
    const long = `{"schema":2,"type":"x.y","position":1,"room":"general","more":"${'x'.repeat(131_072)}"}`;
    expect(read(`${long}\n${LINE}\n`).map(summarize)).toEqual([
      '1: It is longer than 128 KB, as no event is.',
      'event',
    ]);
  });
});

describe('an event that is not as BookChat writes it', () => {
  it.for([
    ['has another order of keys', JSON.stringify(Object.fromEntries(Object.entries(CREATED).reverse()))],
    ['has spaces', JSON.stringify(CREATED).replace('{', '{ ')],
    ['has escapes that are not needed', LINE.replace('tide', '\\u0074ide')],
    ['has a key twice', LINE.replace('{', '{"position":1,')],
    ['has an id in upper case', LINE.replace('7c1a', '7C1A')],
    ['has spaces around its text', LINE.replace('The tide', '  The tide')],
    ['has a decomposed name', LINE.replace('Zoë', 'Zoe\u0308')],
    ['has a number written otherwise', LINE.replace('"position":7', '"position":7.0')],
  ])('is one all the same, but not the same bytes: it %s', ([, line]) => {
    expect(read(`${line}\n`)).toEqual([{ kind: 'event', event: CREATED, line, isCanonical: false }]);
  });

  it('may end otherwise', () => {
    const expected = { kind: 'event', event: CREATED, line: LINE, isCanonical: false };
    expect(read(`${LINE}\r\n`)).toEqual([expected]);
    expect(read(LINE)).toEqual([expected]);
  });
});

describe('an event that this version does not know', () => {
  it.for([
    { schema: 1, type: 'reaction.added', position: 3, room: 'general', emoji: '🌊' },
    { schema: 2, type: 'message.created', position: 3, room: 'general', body: ['x'] },
    { schema: 99, type: 'poll.vote_cast.twice', position: 3, room: 'harbour-2' },
  ])('is kept as it is: $type', (event) => {
    const { schema, type, position, room } = event;
    const line = JSON.stringify(event);
    expect(read(`${line}\n`)).toEqual([
      { kind: 'unknown', event: { schema, type, position, room }, line, isCanonical: true },
    ]);
    expect(read(`${line}\r\n`)).toMatchObject([{ kind: 'unknown', line, isCanonical: false }]);
  });
});

describe('a line', () => {
  const with_ = (changes: object) => JSON.stringify({ ...CREATED, ...changes });

  it.for([
    ['', 'It is empty.'],
    ['{', 'It is not JSON.'],
    ['\ufeff{}', 'It is not JSON.'],
    ['{"a":"\0"}', 'It is not JSON.'],
    [`${LINE},`, 'It is not JSON.'],
    ['null', 'It is JSON, but no event.'],
    ['[]', 'It is JSON, but no event.'],
    ['"message.created"', 'It is JSON, but no event.'],
    ['{}', '"schema": It is missing, or not as it must be.'],
    [with_({ schema: 0 }), '"schema": It is missing, or not as it must be.'],
    [with_({ schema: 1.5 }), '"schema": It is missing, or not as it must be.'],
    [with_({ schema: '1' }), '"schema": It is missing, or not as it must be.'],
    [with_({ type: 'Message' }), '"type": It is missing, or not as it must be.'],
    [with_({ type: 'constructor' }), '"type": It is missing, or not as it must be.'],
    [with_({ position: 0 }), '"position": It is missing, or not as it must be.'],
    [with_({ position: 2 ** 53 }), '"position": It is missing, or not as it must be.'],
    [with_({ room: '../etc' }), '"room": A room is named by 1 to 40 lower-case letters, digits and hyphens,'],
    [with_({ room: undefined }), '"room": A room is named by text.'],
    [with_({ schema: 2, room: 'No room' }), '"room": A room is named by'],
    [with_({ id: 'x' }), '"id": An id is a UUID of version 7'],
    [with_({ author: 'a\u202eb' }), '"author": The name holds a character that cannot be seen.'],
    [with_({ content: ' ' }), '"content": Write something'],
    [with_({ content: 'a\0b' }), '"content": The text holds a NUL character'],
    [with_({ content: 'a\ud800b' }), '"content": The text holds a NUL character or half of a surrogate pair'],
    [with_({ content: 'x'.repeat(4_001) }), '"content": A message holds at most 4,000 characters.'],
    [with_({ created_at: '2026-02-30T00:00:00.000Z' }), '"created_at": It is missing, or not as it must be.'],
    [with_({ created_at: '2026-11-20' }), '"created_at": It is missing, or not as it must be.'],
    [with_({ more: 1 }), 'It holds "more", which no event of its type has.'],
    [with_({ '\u202e\nevil': 1 }), 'It holds "evil", which no event of its type has.'],
    [
      LINE.replace('{', '{"__proto__":{"isAdmin":true},'),
      'It holds "__proto__", which no event of its type has.',
    ],
    [LINE.replace('{', '{"constructor":1,'), 'It holds "constructor", which no event of its type has.'],
  ])('is refused in words: %s', ([line, reason]) => {
    expect(read(`${line}\n`)).toEqual([
      { kind: 'refused', lineNumber: 1, reason: expect.stringContaining(reason as string) },
    ]);
    expect({}).not.toHaveProperty('isAdmin');
  });

  it('is refused where it is nested deeply', () => {
    const deep = `{"schema":2,"type":"x.y","position":1,"room":"general","more":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    const [line] = read(`${deep}\n`);
    expect(line?.kind === 'unknown' || line?.kind === 'refused').toBe(true);
    expect(read(`${'['.repeat(130_000)}\n`).map(summarize)).toEqual(['1: It is not JSON.']);
    expect(read(`${with_({ content: [[[[]]]] })}\n`).map(summarize)).toEqual([
      '1: "content": The content is needed, and it is text.',
    ]);
  });

  it('gives nothing of what it holds beside an unknown event', () => {
    const line = '{"schema":2,"type":"x.y","position":1,"room":"general","__proto__":{"isAdmin":true}}';
    const [found] = read(`${line}\n`);
    expect(found).toEqual({
      kind: 'unknown',
      event: { schema: 2, type: 'x.y', position: 1, room: 'general' },
      line,
      isCanonical: true,
    });
    expect(found).not.toHaveProperty('event.isAdmin');
  });
});

describe('whatever a segment holds', () => {
  it('nothing is thrown, and each line is answered once', () => {
    const bytes = fc.uint8Array({ maxLength: 500 }).map((array) => Buffer.from(array));
    const text = fc.string({ unit: 'binary', maxLength: 200 }).map((string) => Buffer.from(string));
    const json = fc.json({ maxDepth: 4 }).map((string) => Buffer.from(`${string}\n`));
    const nearly = fc
      .dictionary(fc.constantFrom(...Object.keys(CREATED), '__proto__'), fc.jsonValue())
      .map((changes) => Buffer.from(`${JSON.stringify({ ...CREATED, ...changes })}\n`));
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, text, json, nearly), { maxLength: 5 }), (parts) => {
        const content = Buffer.concat(parts);
        const lines = content.toString('latin1').split('\n');
        const count = lines.length - (lines.at(-1) === '' ? 1 : 0);
        expect([...readSegmentLines(content)]).toHaveLength(count);
      }),
    );
  });

  it('an event that BookChat writes comes back as it was', () => {
    const event = fc.record({
      position: fc.integer({ min: 1 }),
      content: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).map((text) => `.${text}.`),
      created_at: fc
        .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    });
    fc.assert(
      fc.property(event, (changes) => {
        const made = { ...CREATED, ...changes };
        const line = write(made);
        expect(read(`${line}\n`)).toEqual([{ kind: 'event', event: made, line, isCanonical: true }]);
      }),
    );
  });
});

function read(content: string | Buffer): SegmentLine[] {
  return [...readSegmentLines(Buffer.from(content))];
}

function summarize(line: SegmentLine): string {
  return line.kind === 'refused' ? `${line.lineNumber}: ${line.reason}` : line.kind;
}
