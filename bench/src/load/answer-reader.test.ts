import { expect, test } from 'vitest';
import { createAnswerReader } from './answer-reader.ts';

const CREATED = 'HTTP/1.1 201 Created\r\nContent-Length: 4\r\nDate: now\r\n\r\n{"a"';
const NOT_MODIFIED = 'HTTP/1.1 304 Not Modified\r\netag: "x"\r\n\r\n';

function readAll(chunks: readonly string[]): number[] {
  const statuses: number[] = [];
  const read = createAnswerReader((status) => statuses.push(status));
  for (const chunk of chunks) read(Buffer.from(chunk), Buffer.byteLength(chunk));
  return statuses;
}

test('one answer in one chunk has its status reported', () => {
  expect(readAll([CREATED])).toEqual([201]);
});

test('a 304 ends with its head, also where it claims a length', () => {
  expect(readAll([NOT_MODIFIED])).toEqual([304]);
  expect(readAll(['HTTP/1.1 304 Not Modified\r\ncontent-length: 40\r\n\r\n'])).toEqual([304]);
});

test('answers cut anywhere are put together again', () => {
  const both = CREATED + NOT_MODIFIED + CREATED;
  for (let at = 1; at < both.length; at++) {
    expect(readAll([both.slice(0, at), both.slice(at)])).toEqual([201, 304, 201]);
  }
  expect(readAll([...both])).toEqual([201, 304, 201]);
});

test('what an older answer left behind the end of the chunk is not read', () => {
  const statuses: number[] = [];
  const read = createAnswerReader((status) => statuses.push(status));
  const buffer = Buffer.from(CREATED);
  read(buffer, 30);
  expect(statuses).toEqual([]);
  read(buffer.subarray(30), buffer.length - 30);
  expect(statuses).toEqual([201]);
});

test('an answer of unknown length is refused', () => {
  expect(() => readAll(['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'])).toThrow('Content-Length');
});
