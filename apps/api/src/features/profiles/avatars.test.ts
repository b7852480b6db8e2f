import { crc32, deflateSync } from 'node:zlib';
import {
  changeMe,
  listPeople,
  mutePerson,
  PROBLEMS,
  readAvatar,
  removeAvatar,
  removePerson,
  uploadAvatar,
} from '@bookchat/shared';
import sharp, { type Sharp } from 'sharp';
import { describe, expect } from 'vitest';
import {
  ACCOUNTS,
  invite,
  type SignedInPerson,
  signInAs,
  startWithOwner,
} from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { makeKey } from '../../../test/make-key.ts';
import { readProblem } from '../../../test/read-problem.ts';
import { backUp, restore } from '../../../test/restore.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const it = base.extend('home', ({ start }) => startWithOwner(start));

const NOISE = { type: 'gaussian', mean: 128, sigma: 90 } as const;

function plain(width = 300, height = 200, background = 'teal'): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

function noisy(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: 'black', noise: NOISE } });
}

function upload(server: TestServer, { headers }: Pick<SignedInPerson, 'headers'>, file: Buffer) {
  return call(server, uploadAvatar, { headers, body: { image: file.toString('base64') } });
}

/** A PNG that says of itself how large it is, and holds next to nothing. */
function pngOf(width: number, height: number): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const parts = [
    pngPart('IHDR', head),
    pngPart('IDAT', deflateSync(Buffer.alloc(9))),
    pngPart('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([start, ...parts]);
}

function pngPart(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const part = Buffer.alloc(named.length + 8);
  part.writeUInt32BE(content.length, 0);
  named.copy(part, 4);
  part.writeUInt32BE(crc32(named), named.length + 4);
  return part;
}

async function refusal(
  server: TestServer,
  { headers }: Pick<SignedInPerson, 'headers'>,
  file: Buffer,
): Promise<string> {
  const body = { image: file.toString('base64') };
  const answer = await callRefused(server, uploadAvatar, { headers, body });
  expect(answer.body.code).toBe('avatar_refused');
  return answer.body.detail;
}

function load(server: TestServer, { headers }: { headers?: Record<string, string> }, hash: string | null) {
  return send(server, { path: `/api/avatars/${hash}`, headers: headers ?? {} });
}

describe('a picture', () => {
  it.for(['png', 'jpeg', 'webp', 'avif', 'gif'] as const)(
    'is made of a file in %s',
    async (format, { home }) => {
      const { server, owner } = home;
      const { body } = await upload(server, owner, await plain().toFormat(format).toBuffer());
      expect(body.avatar).toMatch(/^[0-9a-f]{64}$/);
      const { status, bytes } = await load(server, owner, body.avatar);
      expect(status).toBe(200);
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
    },
  );

  it('holds nothing of what a camera has written into the file', async ({ home }) => {
    const { server, owner } = home;
    const file = await plain()
      .withExif({ IFD0: { Copyright: 'SECRET-PLACE' }, IFD3: { GPSLatitudeRef: 'N' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect(file.includes('SECRET-PLACE')).toBe(true);
    const { body } = await upload(server, owner, file);
    const { bytes } = await load(server, owner, body.avatar);
    const { exif, icc, xmp } = await sharp(bytes).metadata();
    expect({ exif, icc, xmp }).toEqual({ exif: undefined, icc: undefined, xmp: undefined });
    expect(bytes.includes('SECRET-PLACE')).toBe(false);
  });

  it('stands upright as the camera was held', async ({ home }) => {
    const { server, owner } = home;
    const blue = await plain(200, 100, 'blue').png().toBuffer();
    const file = await plain(200, 200, 'red')
      .composite([{ input: blue, top: 0, left: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { body } = await upload(server, owner, file);
    const { bytes } = await load(server, owner, body.avatar);
    const pixels = await sharp(bytes).raw().toBuffer();
    const at = (x: number, y: number) => [...pixels.subarray((y * 256 + x) * 3, (y * 256 + x) * 3 + 3)];
    expect(at(240, 128)[2], 'blue on the right, since top was turned there').toBeGreaterThan(200);
    expect(at(16, 128)[0]).toBeGreaterThan(200);
  });

  it('is the first frame of what moves', async ({ home }) => {
    const { server, owner } = home;
    const frames = [
      await plain(64, 64, 'lime').png().toBuffer(),
      await plain(64, 64, 'red').png().toBuffer(),
    ];
    const file = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { body } = await upload(server, owner, file);
    const { bytes } = await load(server, owner, body.avatar);
    expect((await sharp(bytes).metadata()).pages).toBeUndefined();
    const [red, green] = await sharp(bytes).raw().toBuffer();
    expect({ red, green: Number(green) > 200 }).toEqual({ red: expect.any(Number), green: true });
    expect(red).toBeLessThan(60);
  });

  it('takes at most 64 KiB, whatever it shows', async ({ home }) => {
    const { server, owner } = home;
    const { body } = await upload(server, owner, await noisy(256, 256).png().toBuffer());
    const { bytes } = await load(server, owner, body.avatar);
    expect(bytes.length).toBeLessThanOrEqual(64 * 1024);
  });
});

describe('a file', () => {
  it.for<[string, string | Buffer]>([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['XML', '<?xml version="1.0"?><svg/>'],
    ['TIFF', 'II*\0'],
    ['BMP', 'BM'],
    ['PDF', '%PDF-1.7'],
    ['two bytes', 'P6'],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['a box that ends before it begins', Buffer.from('\0\0\0\0ftypavif', 'latin1')],
  ])('of another kind is refused: %s', async ([, content], { home }) => {
    expect(await refusal(home.server, home.owner, Buffer.from(content))).toMatch(/^Only a PNG/);
  });

  it.for(['PNG', 'JPEG', 'WebP', 'GIF', 'AVIF'])(
    'that only begins as a %s is refused',
    async (kind, { home }) => {
      const starts: Record<string, string> = {
        PNG: '\x89PNG\r\n\x1a\n',
        JPEG: '\xff\xd8\xff\xe0',
        WebP: 'RIFF\x10\0\0\0WEBPVP8 ',
        GIF: 'GIF89a',
        AVIF: '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf',
      };
      const file = Buffer.from(`${starts[kind]}<svg xmlns="http://www.w3.org/2000/svg"/>`, 'latin1');
      expect(await refusal(home.server, home.owner, file)).toMatch(/^The picture is damaged/);
    },
  );

  it.for(['png', 'jpeg', 'webp', 'avif', 'gif'] as const)(
    'that is cut short is refused: %s',
    async (format, { home }) => {
      const file = await noisy(200, 200).toFormat(format).toBuffer();
      const half = file.subarray(0, Math.floor(file.length / 2));
      expect(await refusal(home.server, home.owner, half)).toMatch(/^The picture is damaged/);
    },
  );

  it('of a few bytes that would fill the memory is refused', async ({ home }) => {
    const bomb = pngOf(50_000, 50_000);
    expect(bomb.length).toBeLessThan(100);
    expect(await refusal(home.server, home.owner, bomb)).toMatch(/40 million pixels/);
  });

  it('past 2 MiB is refused before it is read whole', async ({ home: { server, owner } }) => {
    const body = { image: 'A'.repeat(2 * 1024 * 1024) };
    const answer = await callRefused(server, uploadAvatar, { headers: owner.headers, body });
    expect(answer.body).toMatchObject({
      code: 'body_too_large',
      detail: expect.stringContaining('2,097,152'),
    });
  });

  it.for(['', 'data:image/png;base64,AAAA', 'AAAA\n', 'é', '===='])(
    'that is no base64 is refused: %j',
    async (image, { home: { server, owner } }) => {
      const answer = await callRefused(server, uploadAvatar, { headers: owner.headers, body: { image } });
      expect(answer.body.code).toBe('validation_failed');
    },
  );

  it('is not taken as a form', async ({ home: { server, owner } }) => {
    const headers = { ...owner.headers, 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await send(server, { method: 'POST', path: uploadAvatar.path, headers, body: '--x--' });
    expect(readProblem(answer).code).toBe('unsupported_media_type');
  });

  it('does not raise what other routes take', async ({ home: { server, owner } }) => {
    const body = { status_text: 'a'.repeat(20_000) };
    const answer = await callRefused(server, changeMe, { headers: owner.headers, body });
    expect(answer.body).toMatchObject({ code: 'body_too_large', detail: expect.stringContaining('16,384') });
  });
});

describe('the picture of a person', () => {
  it('is shown to all who are signed in, guests among them, and to nobody else', async ({ home }) => {
    const { server, owner } = home;
    const guest = await invite(server, 'gina', 'guest');
    const { body } = await upload(server, guest, await plain().png().toBuffer());
    const { people } = (await call(server, listPeople, { headers: owner.headers })).body;
    expect(people.map(({ name, avatar }) => [name, avatar])).toEqual([
      ['alice', null],
      ['gina', body.avatar],
    ]);
    for (const who of [owner, guest]) expect((await load(server, who, body.avatar)).status).toBe(200);
    expect(readProblem(await load(server, {}, body.avatar)).code).toBe('sign_in_needed');
  });

  it('may be kept for good by the browser, and by nobody in between', async ({ home }) => {
    const { server, owner } = home;
    const { body } = await upload(server, owner, await plain().png().toBuffer());
    expect((await load(server, owner, body.avatar)).headers).toMatchObject({
      'cache-control': 'private, max-age=31536000, immutable',
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('goes with the last who has it', async ({ home }) => {
    const { server, owner } = home;
    const bob = await invite(server, 'bob');
    const file = await plain().png().toBuffer();
    const { body } = await upload(server, owner, file);
    expect((await upload(server, bob, file)).body.avatar).toBe(body.avatar);
    await call(server, removeAvatar, { headers: owner.headers });
    expect((await load(server, owner, body.avatar)).status).toBe(200);
    const other = await upload(server, bob, await plain(300, 200, 'gold').png().toBuffer());
    const gone = await load(server, owner, body.avatar);
    expect(readProblem(gone).code).toBe('avatar_not_found');
    expect(gone.headers['cache-control']).toBe('no-store');
    expect((await load(server, owner, other.body.avatar)).status).toBe(200);
    const again = await call(server, removeAvatar, { headers: owner.headers });
    expect(again.body.avatar, 'nothing happens where there is none').toBeNull();
  });

  it('goes with the person', async ({ home }) => {
    const { server, owner } = home;
    const bob = await invite(server, 'bob');
    await call(server, changeMe, { headers: bob.headers, body: { status_text: 'away', time_zone: 'UTC' } });
    const { body } = await upload(server, bob, await plain().png().toBuffer());
    const removed = await call(server, removePerson, {
      headers: owner.headers,
      params: { id: bob.me.id },
      body: { reason: 'has left' },
    });
    expect(removed.body).toMatchObject({ status_text: '', time_zone: null, avatar: null });
    expect((await load(server, owner, body.avatar)).status).toBe(404);
  });

  it('is not given to somebody who was removed meanwhile', async ({ home: { server, owner } }) => {
    const bob = await invite(server, 'bob');
    const body = { image: (await noisy(2000, 500).jpeg().toBuffer()).toString('base64') };
    const uploading = callRefused(server, uploadAvatar, { headers: bob.headers, body });
    const person = server.app.people.find(bob.me.id);
    if (person === undefined) throw new Error('Bob is not there');
    await expect.poll(() => server.app.people.find(bob.me.id)).toBeDefined();
    await server.app.people.writing(() => server.app.people.update(person, { state: 'removed' }));
    expect((await uploading).body.code).toBe('sign_in_needed');
    expect((await call(server, listPeople, { headers: owner.headers })).body.people).toHaveLength(1);
  });

  it('is not changed by whoever is muted, who can still remove it', async ({ home }) => {
    const { server, owner } = home;
    const bob = await invite(server, 'bob');
    const file = await plain().png().toBuffer();
    await upload(server, bob, file);
    await call(server, mutePerson, {
      headers: owner.headers,
      params: { id: bob.me.id },
      body: { minutes: 5, reason: 'Shouting.' },
    });
    const body = { image: file.toString('base64') };
    expect((await callRefused(server, uploadAvatar, { headers: bob.headers, body })).body.code).toBe('muted');
    expect((await call(server, removeAvatar, { headers: bob.headers })).body.avatar).toBeNull();
  });

  it('is a person’s own to change, not a program’s', async ({ home: { server, owner } }) => {
    const { headers } = await makeKey(server, 'read', 'write');
    const body = { image: (await plain().png().toBuffer()).toString('base64') };
    expect((await callRefused(server, uploadAvatar, { headers, body })).body.code).toBe('sign_in_needed');
    const { body: me } = await upload(server, owner, await plain().png().toBuffer());
    expect((await load(server, { headers }, me.avatar)).status).toBe(200);
  });

  it('stays as it is when a backup is restored, as the person does', async ({ start, folder }) => {
    const { server, owner } = await startWithOwner(start, { DATA_DIR: folder });
    const before = await upload(server, owner, await plain().png().toBuffer());
    const backup = await backUp(server);
    const after = await upload(server, owner, await plain(300, 200, 'gold').png().toBuffer());
    await restore(server, backup);
    const again = await signInAs(server, 'alice');
    expect(again.me.avatar).toBe(after.body.avatar);
    expect((await load(server, again, after.body.avatar)).status).toBe(200);
    expect((await load(server, again, before.body.avatar)).status).toBe(404);
  });

  it('outlives a restart, and is made one after another where many come at once', async ({
    start,
    folder,
  }) => {
    const { server, owner } = await startWithOwner(start, { DATA_DIR: folder });
    const file = await plain().png().toBuffer();
    const body = { image: file.toString('base64') };
    const sending = Array.from({ length: 14 }, () =>
      send(server, { method: 'POST', path: uploadAvatar.path, headers: owner.headers, body }),
    );
    const statuses = (await Promise.all(sending)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, PROBLEMS.overloaded.status]));
    const avatar = server.app.people.find(owner.me.id)?.avatar ?? null;
    await server.close();
    const next = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
    expect((await load(next, owner, avatar)).status).toBe(200);
  });
});

describe('a server without accounts', () => {
  it('has no pictures', async ({ start }) => {
    const server = await start.server();
    for (const [endpoint, options] of [
      [readAvatar, { params: { hash: 'a'.repeat(64) } }],
      [removeAvatar, {}],
      [uploadAvatar, { body: { image: 'AAAA' } }],
    ] as const)
      expect((await callRefused(server, endpoint, options)).body.code).toBe('accounts_off');
  });
});
