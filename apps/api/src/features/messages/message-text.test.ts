import { listMessages, postMessage } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { readProblem } from '../../../test/read-problem.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';

const EMOJI = '\u{1f30a}';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('what a message may say', () => {
  it('takes 4,000 emoji, each of them two UTF-16 units', async ({ server }) => {
    const content = EMOJI.repeat(4_000);
    const { body } = await call(server, postMessage, { body: { content } });
    expect(body.content).toBe(content);
  });

  it('refuses 4,001 code points', async ({ server }) => {
    const { body } = await callRefused(server, postMessage, { body: { content: 'x'.repeat(4_001) } });
    expect(body.errors).toEqual([{ path: 'content', message: expect.stringContaining('4,000 characters') }]);
  });

  it('counts what is left after trimming', async ({ server }) => {
    const { body } = await call(server, postMessage, {
      body: { content: `\n ${'x'.repeat(4_000)}\u00a0 \t` },
    });
    expect(body.content).toBe('x'.repeat(4_000));
  });

  it('keeps line breaks and spaces within the text', async ({ server }) => {
    const { body } = await call(server, postMessage, { body: { content: ' one\n\n  two ' } });
    expect(body.content).toBe('one\n\n  two');
  });

  it.for([
    '',
    ' ',
    '\n\t\u00a0\u3000\ufeff',
    '\u200b',
    '\u200d\u2060\u00ad',
    '\u3164',
    '\u2800 \u2800',
    '\ufe0f',
    '\u{e0041}',
    '\u202e \u202c',
    '\u0001',
  ])('refuses %j, which shows nothing', async (content, { server }) => {
    const { body } = await callRefused(server, postMessage, { body: { content } });
    expect(body.errors).toEqual([{ path: 'content', message: expect.stringContaining('Write something') }]);
  });

  it.for(['\u0301', '\u{1f468}\u200d\u{1f469}', '\u{1faff}', '.', '\u200bhidden\u200b', '\u{378}'])(
    'takes %j, of which something can be seen',
    async (content, { server }) => {
      const { body } = await call(server, postMessage, { body: { content } });
      expect(body.content).toBe(content);
    },
  );

  it.for(['"a\\u0000b"', '"a\\ud800b"', '"\\udc00"', '"\\ude00\\ud83d"'])(
    'refuses %s, which cannot be stored',
    async (json, { server }) => {
      const answer = await send(server, {
        method: 'POST',
        path: postMessage.path,
        body: `{"content":${json}}`,
        headers: JSON_TYPE,
      });
      expect(readProblem(answer).errors).toEqual([
        { path: 'content', message: expect.stringContaining('cannot be stored') },
      ]);
    },
  );

  it('takes a pair of surrogates that is written as two escapes', async ({ server }) => {
    const answer = await send(server, {
      method: 'POST',
      path: postMessage.path,
      body: '{"content":"\\ud83c\\udf0a"}',
      headers: JSON_TYPE,
    });
    expect(JSON.parse(answer.text)).toMatchObject({ content: EMOJI });
  });

  it.for([
    '"quoted" \\ and / and \u2028\u2029 lines',
    '<script>alert(1)</script>&amp;',
    '\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd',
    '\u0007 bell, \u001b escape and \u007f delete',
    "'); DROP TABLE messages; --",
    '{"__proto__": 1}',
    'e\u0301 is not composed \u00e9',
  ])('brings %j back unchanged, at once and from history', async (content, { server }) => {
    const posted = await call(server, postMessage, { body: { content } });
    expect(posted.body.content).toBe(content);
    const { body } = await call(server, listMessages);
    expect(body.messages).toEqual([posted.body]);
  });
});

describe('what an author may be called', () => {
  it.for([
    ['Zoe\u0308', 'Zo\u00eb'],
    ['  alice \u00a0 \u2003 smith  ', 'alice smith'],
    ['\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['\u2764\ufe0f\u200d\u{1f525}', '\u2764\ufe0f\u200d\u{1f525}'],
    ['\u{1f469}\u{1f3fd}\u200d\u{1f4bb}', '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}'],
    ['\u0915\u094d\u200d\u0937', '\u0915\u094d\u200d\u0937'],
    ['\u05d3\u05d5\u05d3', '\u05d3\u05d5\u05d3'],
    ['\u0410\u043d\u043d\u0430', '\u0410\u043d\u043d\u0430'],
    ['\u0410\u043d\u043d\u0430 Smith', '\u0410\u043d\u043d\u0430 Smith'],
    ["O'Brien-Smith 3rd", "O'Brien-Smith 3rd"],
    [EMOJI.repeat(40), EMOJI.repeat(40)],
  ] as const)('takes %j as %j', async ([given, kept], { server }) => {
    const { body } = await call(server, postMessage, { body: { author: given, content: 'hello' } });
    expect(body.author).toBe(kept);
  });

  it.for([
    ['nothing', '', 'at least one character'],
    ['spaces alone', ' \u00a0\u3000 ', 'at least one character'],
    ['41 characters', 'x'.repeat(41), 'at most 40'],
    ['a zero-width space', 'ali\u200bce', 'cannot be seen'],
    ['a right-to-left override', '\u202eecila', 'cannot be seen'],
    ['a soft hyphen', 'ali\u00adce', 'cannot be seen'],
    ['a line break', 'alice\nbob', 'cannot be seen'],
    ['a Hangul filler', '\u3164', 'cannot be seen'],
    ['a joiner that joins nothing', 'alice\u200d', 'cannot be seen'],
    ['two joiners in a row', 'a\u200d\u200db', 'cannot be seen'],
    ['a private character', 'alice\ue000', 'cannot be seen'],
    ['a NUL', 'alice\0', 'cannot be seen'],
    ['a Cyrillic letter among Latin ones', '\u0430lice', 'could be taken for another'],
    ['a Greek letter among Latin ones', 'b\u03bfb', 'could be taken for another'],
  ] as const)('refuses %s', async ([, author, reason], { server }) => {
    const { body } = await callRefused(server, postMessage, { body: { author, content: 'hello' } });
    expect(body.errors?.map(({ path }) => path)).toContain('author');
    expect(body.errors?.map(({ message }) => message).join()).toContain(reason);
  });
});
