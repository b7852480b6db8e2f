import { describe, expect, it } from 'vitest';
import { findScans } from './find-scans.ts';
import { suggestIndex } from './suggest-index.ts';

const columnsOf = (table: string) =>
  table === 'messages' ? ['id', 'room', 'author', 'position'] : ['position'];
const TABLES = new Set(['messages', 'changes']);

describe('the suggestion of an index', () => {
  it.for([
    ['select * from "messages" where "author" = ?', '("author")'],
    [
      'select * from "messages" where "author" = ? and "room" = ? order by "position" desc limit ?',
      '("author", "room", "position")',
    ],
    ['select * from "messages" where "position" > ? and "author" = ?', '("author", "position")'],
    ['select * from "messages" as "m" where "m"."author" = ?', '("author")'],
    ['update "messages" set "room" = ? where "author" = ?', '("author")'],
    ['select * from "messages" order by "author"', '("author")'],
  ] as const)('of %s is one on %s', ([sql, columns]) => {
    expect(suggestIndex(sql, ['messages'], columnsOf)?.endsWith(`on "messages" ${columns}`)).toBe(true);
  });

  it.for([
    'select * from "messages"',
    'select * from "messages" where "content" like ?',
    'select * from "messages" where "author" = ? or "room" = ?',
    'select * from "messages" where "id" in (select "message_id" from "changes" where "type" = ?)',
    'select * from "messages" where "unknown" = ?',
  ])('is none of %s', (sql) => {
    expect(suggestIndex(sql, ['messages'], columnsOf)).toBeNull();
  });

  it('is none where two tables are scanned, or none is', () => {
    const sql = 'select * from "messages" where "author" = ?';
    expect(suggestIndex(sql, ['messages', 'changes'], columnsOf)).toBeNull();
    expect(suggestIndex(sql, [], columnsOf)).toBeNull();
  });
});

describe('what a plan scans', () => {
  it('is named by its own name, whatever the statement calls it', () => {
    const sql = 'select * from "messages" as "m" inner join "changes" on "m"."id" = "changes"."message_id"';
    const plan = ['SCAN m', 'SEARCH changes USING INTEGER PRIMARY KEY (rowid=?)', 'SCAN CONSTANT ROW'];
    expect(findScans(plan, sql, TABLES)).toEqual(['messages']);
  });

  it('is nothing where all is searched', () => {
    expect(findScans(['SEARCH messages USING INDEX messages_by_room (room=?)'], '', TABLES)).toEqual([]);
    const newest = 'select * from "messages" order by "position" desc limit ?';
    expect(findScans(['SCAN messages'], newest, TABLES), 'which stops at its limit').toEqual([]);
    expect(findScans(['SCAN messages', 'USE TEMP B-TREE FOR ORDER BY'], newest, TABLES)).toEqual([
      'messages',
    ]);
  });

  it('is all that a join passes over until it has enough', () => {
    const sql =
      'select * from "messages" inner join "changes" on "message_id" = "id" order by "messages"."position" limit ?';
    const inner = 'SEARCH changes USING AUTOMATIC COVERING INDEX (message_id=?)';
    expect(findScans(['SCAN messages', inner], sql, TABLES)).toEqual(['messages']);
    expect(findScans(['SCAN messages', 'SCAN changes'], sql, TABLES)).toEqual(['messages', 'changes']);
  });
});
