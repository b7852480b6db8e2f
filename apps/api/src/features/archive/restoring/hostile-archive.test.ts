import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { commit, git, writeBlob, writeTree } from '../../../../test/archive/git-by-hand.ts';
import { it as base, type Restored, rowsOf } from '../../../../test/archive/restore-test.ts';
import { ARCHIVE_ID, created, idOf, pathOf, writeHistory } from '../../../../test/archive/write-history.ts';
import { ADMIN } from '../../../../test/archive-test.ts';
import { call } from '../../../../test/call.ts';
import { post } from '../../../../test/post.ts';
import { query } from '../../../../test/restore.ts';
import { runTask } from '../../../../test/run-task.ts';
import { MANIFEST_PATH } from '../events/archive-paths.ts';
import { renderManifest } from '../pages/render-manifest.ts';

/** An empty repository, and what writes an archive into it. */
const it = base.extend('archive', ({ folder }) => {
  const dir = join(folder, 'theirs.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', dir);
  return { dir, ...writeHistory(dir) };
});

const ELSEWHERE = 'It says another room than its path.';

describe('of an archive that somebody has meddled with', { timeout: 60_000 }, () => {
  it('all is taken but the lines that are wrong, and each is named', async ({ archive, restore }) => {
    archive.begin();
    archive.ours({
      [pathOf(1)]: [
        created(1),
        'not JSON\n',
        '\n',
        created(2, { content: ' ' }),
        created(3, { id: 'x' }),
        created(4).replace('"schema"', '"extra":1,"schema"'),
        '[]\n',
        created(5, { room: 'kitchen' }),
        created(10 ** 13),
        created(6),
      ].join(''),
      [pathOf(7, 'kitchen')]: created(7, { room: 'kitchen' }) + created(8),
    });
    const { dataDir, summary, report } = await restore({ from: archive.dir });
    expect(contentsOf(dataDir)).toEqual(['message 1', 'message 6', 'message 7']);
    expect(roomsOf(dataDir)).toEqual(['general', 'kitchen']);
    expect(summary).toMatchObject({ messages: 3, segments: 2, refused: 9, batches: 2 });
    expect(summary.lines).toEqual([
      `${pathOf(1)}:2: It is not JSON.`,
      `${pathOf(1)}:3: It is empty.`,
      expect.stringContaining(`${pathOf(1)}:4: "content": Write something`),
      expect.stringContaining(`${pathOf(1)}:5: "id": An id is a UUID`),
      `${pathOf(1)}:6: It holds "extra", which no event of its type has.`,
      `${pathOf(1)}:7: It is JSON, but no event.`,
      `${pathOf(1)}:8: ${ELSEWHERE}`,
      `${pathOf(1)}:9: Its position is beyond all that BookChat gives.`,
      `${pathOf(7, 'kitchen')}:2: ${ELSEWHERE}`,
    ]);
    expect(summary.reasons[0]).toEqual([ELSEWHERE, 2]);
    expect(readFileSync(String(report), 'utf8')).toBe(`${summary.lines.join('\n')}\n`);
    expect(statSync(String(report)).mode & 0o777).toBe(0o600);
  });

  it('the server goes on, and finds its archive as it should be', async ({ archive, restore, start }) => {
    archive.begin();
    archive.ours({
      [pathOf(1)]: `${created(1)}not JSON\n`,
      [pathOf(7, 'kitchen')]: created(7),
    });
    archive.ours({ [pathOf(2)]: created(2) });
    const { dataDir } = await restore({ from: archive.dir });
    expect(filesOf(dataDir)).toEqual([
      [MANIFEST_PATH, 'manifest', 1],
      [pathOf(1), 'segment', 0],
      [pathOf(7, 'kitchen'), 'left_out', 0],
      [pathOf(2), 'segment', 1],
    ]);
    const server = await start.server({ DATA_DIR: dataDir });
    await post(server, { content: 'goes on' });
    for (let passes = 0; passes < 2; passes += 1)
      expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({ same: true, differences: [] });
  });

  it('what others have brought is left out, and what they have changed counts as it was', async ({
    archive,
    restore,
  }) => {
    archive.begin();
    archive.ours({ [pathOf(1)]: created(1), [pathOf(2)]: created(2) });
    archive.theirs({
      'notes.txt': 'ours to keep',
      'README.md': 'In our words.',
      [pathOf(1)]: created(1, { content: 'forged' }),
      [pathOf(9)]: created(9),
      'book/general/2026/11/20.md': 'forged',
    });
    archive.theirs({}, [pathOf(2)]);
    archive.ours({ [pathOf(2)]: created(2, { content: 'forged again' }), [pathOf(3)]: created(3) });
    archive.ours({ [pathOf(3)]: created(3, { content: 'changed' }) });
    const { dataDir, summary } = await restore({ from: archive.dir });
    expect(contentsOf(dataDir)).toEqual(['message 1', 'message 2', 'message 3']);
    expect(summary).toMatchObject({ commits: 6, batches: 4 });
    const changed = 'It was changed afterwards; what BookChat wrote first counts.';
    expect(summary.lines).toEqual([
      'book/general/2026/11/20.md:0: It is not from BookChat: left out.',
      `${pathOf(1)}:0: ${changed}`,
      `${pathOf(9)}:0: It is not from BookChat: left out.`,
      `${pathOf(2)}:0: ${changed}`,
      `${pathOf(2)}:0: ${changed}`,
      `${pathOf(3)}:0: ${changed}`,
    ]);
  });

  it('links, programs, other repositories and files of no kind are not followed', async ({
    archive,
    restore,
    folder,
  }) => {
    const root = archive.begin();
    const { dir } = archive;
    const names = [1, 2, 3].map((position) => `${idOf(position)}.jsonl`);
    const day = writeTree(dir, [
      { mode: '120000', name: names[0] ?? '', hash: writeBlob(dir, join(folder, 'secret')) },
      { mode: '100755', name: names[1] ?? '', hash: writeBlob(dir, created(2)) },
      { mode: '160000', name: names[2] ?? '', hash: root },
      { name: 'x\u001b[31m\n.jsonl', hash: writeBlob(dir, created(4)) },
    ]);
    const tree = ['20', '11', '2026', 'general', 'rooms'].reduce(
      (inside, name) => writeTree(dir, [{ mode: '40000', name, hash: inside }]),
      day,
    );
    const manifest = git(dir, 'rev-parse', `${root}:${MANIFEST_PATH}`);
    const rooms = git(dir, 'rev-parse', `${tree}:rooms`);
    const whole = writeTree(dir, [
      { name: MANIFEST_PATH, hash: manifest },
      { mode: '40000', name: 'rooms', hash: rooms },
    ]);
    const message = 'Archive 4 messages\n\nBookChat-Batch: 1\nBookChat-Format: 1';
    commit(dir, whole, { parents: [root], message });
    const { dataDir, summary } = await restore({ from: dir });
    expect(rowsOf(dataDir, 'messages')).toEqual([]);
    const noFile = 'It is no plain file, but a link, a program or another repository.';
    expect(summary.lines).toEqual([
      ...[1, 2, 3].map((position) => `${pathOf(position)}:0: ${noFile}`),
      'rooms/general/2026/11/20/x [31m .jsonl:0: BookChat writes no such file.',
    ]);
    expect(readdirSync(dataDir).toSorted()).toEqual([
      'archive-restore-report.txt',
      'archive.git',
      'bookchat.db',
      'bookchat.lock',
    ]);
  });

  it('files that are too large are not read', async ({ archive, restore }) => {
    archive.begin();
    archive.ours({ [pathOf(1)]: Buffer.alloc(8 * 1024 * 1024 + 1, 'x'), [pathOf(2)]: created(2) });
    const { summary } = await restore({ from: archive.dir });
    expect(summary).toMatchObject({
      messages: 1,
      lines: [`${pathOf(1)}:0: It is larger than 8 MB, as no segment is.`],
    });
  });

  it('no more than ten thousand refusals are listed, and all are counted', async ({ archive, restore }) => {
    archive.begin();
    archive.ours({ [pathOf(1)]: 'x\n'.repeat(10_500) });
    const { summary, report } = await restore({ from: archive.dir });
    expect(summary).toMatchObject({ refused: 10_500, reasons: [['It is not JSON.', 10_500]] });
    expect(readFileSync(String(report), 'utf8').split('\n').slice(-3)).toEqual([
      `${pathOf(1)}:10000: It is not JSON.`,
      'and 500 more',
      '',
    ]);
  });
});

describe('the positions of events', { timeout: 60_000 }, () => {
  it('stay, and where one was given already the next one is', async ({ archive, restore }) => {
    archive.begin();
    archive.ours({ [pathOf(5)]: created(5) + created(7), [pathOf(6)]: created(6) });
    archive.ours({ [pathOf(8)]: created(8, { position: 3 }) + created(9) });
    archive.ours({ [pathOf(12)]: created(12) + created(11) });
    const { dataDir } = await restore({ from: archive.dir });
    expect(rowsOf(dataDir, 'messages').map((row) => [at(row, 'position'), at(row, 'content')])).toEqual([
      [5, 'message 5'],
      [6, 'message 6'],
      [7, 'message 7'],
      [8, 'message 8'],
      [9, 'message 9'],
      [11, 'message 11'],
      [12, 'message 12'],
    ]);
    expect(filesOf(dataDir).map(([, , isWhole]) => isWhole)).toEqual([1, 1, 1, 0, 0]);
  });

  it('are given to each message once', async ({ archive, restore }) => {
    archive.begin();
    archive.ours({ [pathOf(1)]: created(1) + created(1) });
    archive.ours({ [pathOf(2)]: created(2) + created(3, { id: idOf(1) }) });
    const { dataDir, summary } = await restore({ from: archive.dir });
    expect(contentsOf(dataDir)).toEqual(['message 1', 'message 2']);
    expect(summary.lines).toEqual([
      `${pathOf(1)}:2: A message with its id is there already.`,
      `${pathOf(2)}:2: A message with its id is there already.`,
    ]);
  });
});

describe('events that this version cannot act upon', { timeout: 60_000 }, () => {
  it('are kept as they are, so that a newer one can', async ({ archive, restore, start }) => {
    const lines = [
      `{"schema":1,"type":"reaction.added","position":2,"id":"${idOf(1)}","room":"general","emoji":"🌊"}\n`,
      '{"schema":2,"type":"message.created","position":3,"room":"general","id":["x"]}\n',
      `{"schema":1,"type":"message.edited","position":4,"id":"${idOf(1)}","room":"general","content":"edited","edited_at":"2026-11-20T12:01:00.000Z"}\n`,
      `{"schema":1,"type":"message.deleted","position":5,"id":"${idOf(1)}","room":"general","deleted_at":"2026-11-20T12:02:00.000Z"}\n`,
    ];
    archive.begin();
    archive.ours({ [pathOf(1)]: [created(1), ...lines, created(6)].join('') });
    const { dataDir, summary } = await restore({ from: archive.dir });
    expect(summary).toMatchObject({ messages: 2, unknown: 2, edits: 1, deletions: 1, refused: 0 });
    expect(rowsOf(dataDir, 'kept_events')).toEqual(
      lines.map((line, index) => ({ position: index + 2, line: line.trimEnd() })),
    );
    expect(rowsOf(dataDir, 'changes').map((row) => [at(row, 'type'), at(row, 'message_id')])).toEqual([
      ['message.created', idOf(1)],
      ['archive.event', idOf(1)],
      ['archive.event', ''],
      ['archive.event', idOf(1)],
      ['archive.event', idOf(1)],
      ['message.created', idOf(6)],
    ]);
    const server = await start.server({ DATA_DIR: dataDir });
    // The page of that day is made, and what introduces the repository.
    expect(await runTask(server, 'archive')).toMatchObject({
      message: '0 events archived in 1 commit.',
    });
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({ same: true, differences: [], files: 4, events: 6 });
  });
});

describe('a repository is refused', { timeout: 60_000 }, () => {
  it('that is no archive', async ({ archive, restore, folder }) => {
    archive.theirs({ 'notes.txt': 'hello' });
    await expect(restore({ from: archive.dir })).rejects.toThrow('no archive of BookChat’s');
    expect(readdirSync(join(folder, 'restored')).filter((name) => name.startsWith('bookchat.db'))).toEqual(
      [],
    );
  });

  it('of a newer BookChat', async ({ archive, restore }) => {
    archive.ours({ [MANIFEST_PATH]: '{"generator":"BookChat","format":2}' });
    await expect(restore({ from: archive.dir })).rejects.toThrow('made by a newer BookChat, in format 2');
  });

  it('whose history is lost', async ({ archive, restore }) => {
    const manifest = renderManifest({ archiveId: ARCHIVE_ID });
    archive.theirs({ [MANIFEST_PATH]: manifest, [pathOf(1)]: created(1) });
    await expect(restore({ from: archive.dir })).rejects.toThrow('None of the 1 commits');
  });
});

function roomsOf(dataDir: string): unknown[] {
  return rowsOf(dataDir, 'rooms').map((row) => at(row, 'name'));
}

function contentsOf(dataDir: Restored['dataDir']): unknown[] {
  return rowsOf(dataDir, 'messages').map((row) => at(row, 'content'));
}

function filesOf(dataDir: string): (readonly [unknown, unknown, unknown])[] {
  const sql = 'select json_array(path, kind, is_whole) from archive_files order by batch, path';
  return query(join(dataDir, 'bookchat.db'), sql).map((text) => JSON.parse(String(text)));
}

function at(row: unknown, column: string): unknown {
  return (row as Record<string, unknown>)[column];
}
