import { describe, expect, it } from 'vitest';
import { renderDayPages } from './render-day-pages.ts';
import type { PageMessage } from './to-items.ts';

const day = { room: 'general', day: '2026-11-20' } as const;
const segmentPath = 'rooms/general/2026/11/20/019aa1d3-5c21-7e0b-9d3c-2f1a6b7c8d9e.jsonl';
const segmentLink = '../../../../rooms/general/2026/11/20/019aa1d3-5c21-7e0b-9d3c-2f1a6b7c8d9e.jsonl';

function says(author: string, time: string, content: string): PageMessage {
  const id = '019aa1d3-5c21-7e0b-9d3c-2f1a6b7c8d9e';
  return { id, author, content, created_at: `2026-11-20T${time}:00.000Z`, segmentPath };
}

function render(messages: readonly PageMessage[], previousDay: string | null = null): string[] {
  return renderDayPages({ ...day, messages, previousDay }).map(({ content }) => content.toString());
}

describe('the page of a day', () => {
  it('is these bytes, as the archive is verified by making it again', () => {
    const messages = [
      says('alice', '09:12', 'The tide is out at six.\nWho has the keys?'),
      says('alice', '09:13', '*I* do @bob'),
      says('bob', '17:16', 'On my way.'),
    ];
    expect(render(messages, '2026-11-18')).toEqual([
      `# Friday, 20 November 2026

Room **general** · 3 messages · Times are in UTC

[← Wednesday, 18 November 2026](18.md)

<dl>
<dt dir="auto">alice</dt>
<dd>
<div dir="auto"><a href="${segmentLink}">09:12</a> The tide is out at six.<br>
Who has the keys?</div>
<div dir="auto"><a href="${segmentLink}">09:13</a> *I* do <span>@</span>bob</div>
</dd>
</dl>

<dl>
<dt dir="auto">bob</dt>
<dd>
<div dir="auto"><a href="${segmentLink}">17:16</a> On my way.</div>
</dd>
</dl>

---

The events of this day: [rooms/general/2026/11/20](../../../../rooms/general/2026/11/20). The time of a message leads to the file that holds it.
Edits and removals that came later are not on this page: they are among the events of their own days.
`,
    ]);
  });

  it('has the path of its room and day', () => {
    const pages = renderDayPages({ ...day, messages: [says('alice', '09:12', 'One')] });
    expect(pages.map(({ path }) => path)).toEqual(['book/general/2026/11/20.md']);
  });

  it('is not made where nobody wrote', () => {
    expect(render([])).toEqual([]);
  });

  it('counts a single message as one', () => {
    expect(render([says('alice', '09:12', 'One')])[0]).toContain('· 1 message ·');
  });

  it('finds the page of a day in another year', () => {
    expect(render([says('alice', '09:12', 'One')], '2025-12-31')[0]).toContain(
      '[← Wednesday, 31 December 2025](../../2025/12/31.md)',
    );
  });

  it('names an author again after more than five minutes, and after somebody else', () => {
    const [page = ''] = render([
      says('alice', '09:00', 'One'),
      says('alice', '09:05', 'Two'),
      says('alice', '09:11', 'Three'),
      says('bob', '09:11', 'Four'),
      says('alice', '09:11', 'Five'),
    ]);
    expect(page.match(/(?<=<dt dir="auto">)\w+/g)).toEqual(['alice', 'alice', 'bob', 'alice']);
  });

  it('links to every folder that holds its events', () => {
    const elsewhere = { ...says('bob', '09:13', 'Two'), segmentPath: segmentPath.replace('/20/', '/21/') };
    const [page] = render([says('alice', '09:12', 'One'), elsewhere]);
    expect(page).toContain(
      '[rooms/general/2026/11/20](../../../../rooms/general/2026/11/20), [rooms/general/2026/11/21](../../../../rooms/general/2026/11/21).',
    );
  });

  it('encodes the addresses that it links to', () => {
    const odd = { ...says('alice', '09:12', 'One'), segmentPath: 'rooms/a "b" (c)/&<d>.jsonl' };
    const [page] = render([odd]);
    expect(page).toContain('<a href="../../../../rooms/a%20%22b%22%20%28c%29/%26%3Cd%3E.jsonl">');
    expect(page).toContain('](../../../../rooms/a%20%22b%22%20%28c%29)');
  });
});

describe('a long day', () => {
  const LONGEST = '\u{1f4d6}'.repeat(4_000);
  const messages = Array.from({ length: 60 }, (_, index) => says('alice', '09:12', `${index} ${LONGEST}`));
  const pages = renderDayPages({ ...day, messages, previousDay: '2026-11-19' });
  const texts = pages.map(({ content }) => content.toString());

  it('is divided into parts that GitHub shows whole', () => {
    expect(pages.map(({ path }) => path)).toEqual([
      'book/general/2026/11/20.md',
      'book/general/2026/11/20-2.md',
      'book/general/2026/11/20-3.md',
    ]);
    for (const { content } of pages) expect(content.length).toBeLessThan(410_000);
  });

  it('links each part to those beside it, above and below its messages', () => {
    const links = texts.map((text) => text.split('\n').filter((line) => line.includes('Part ')));
    expect(links).toEqual([
      Array(2).fill('Part 1 of 3 · [Part 2 →](20-2.md)'),
      Array(2).fill('[← Part 1](20.md) · Part 2 of 3 · [Part 3 →](20-3.md)'),
      Array(2).fill('[← Part 2](20-2.md) · Part 3 of 3'),
    ]);
  });

  it('links to the day before from its first part alone', () => {
    expect(texts.map((text) => text.includes('(19.md)'))).toEqual([true, false, false]);
  });

  it('names the author in each part, and has each message once and whole', () => {
    for (const text of texts) expect(text).toContain('<dt dir="auto">alice</dt>');
    const numbers = texts.join('').matchAll(/<\/a> (\d+) \u{1f4d6}{4000}<\/div>/gu);
    expect([...numbers].map(([, number]) => Number(number))).toEqual(messages.map((_, index) => index));
  });

  it('counts the messages of all parts', () => {
    for (const text of texts) expect(text).toContain('· 60 messages ·');
  });
});
