import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { readProblem } from '../../test/read-problem.ts';
import { send } from '../../test/send.ts';
import { it as base } from '../../test/server-test.ts';
import { PAGE, SCRIPT, writeWebApp } from '../../test/write-web-app.ts';

const it = base.extend('site', ({ folder, start }) => start.server({}, { webRoot: writeWebApp(folder) }));
const SCRIPT_PATH = '/assets/app-1a2b3c4d.js';

describe('the web app', () => {
  it.for(['/', '/index.html', '/?from=mail'])(
    'is served at %s, to be asked for anew',
    async (path, { site }) => {
      const answer = await send(site, { path });
      expect(answer).toMatchObject({ status: 200, text: PAGE });
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      });
    },
  );

  it('takes no post', async ({ site }) => {
    const answer = await send(site, { method: 'POST', path: '/' });
    expect(readProblem(answer).code).toBe('method_not_allowed');
    expect(answer.headers['allow']).toBe('GET, HEAD');
  });

  it('answers 304 to the page that the browser still has', async ({ site }) => {
    const { headers } = await send(site, { path: '/' });
    const again = await send(site, { path: '/', headers: { 'if-none-match': String(headers['etag']) } });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it.for(['bytes=0-4', 'bytes=99999-', 'bytes=5-2', 'bytes=-0', 'nonsense'])(
    'is sent whole to those who ask for %s',
    async (range, { site }) => {
      expect(await send(site, { path: '/', headers: { range } })).toMatchObject({ status: 200, text: PAGE });
    },
  );

  it.for([
    ['if-match', '"another"'],
    ['if-unmodified-since', 'Mon, 01 Jan 2001 00:00:00 GMT'],
  ] as const)('is refused with 412 to those who ask by %s for another', async ([name, value], { site }) => {
    const answer = await send(site, { path: '/', headers: { [name]: value } });
    expect(readProblem(answer)).toMatchObject({ code: 'precondition_failed', status: 412 });
  });

  it('lets files with a hash in their name be kept for good', async ({ site }) => {
    const { status, headers, text } = await send(site, { path: SCRIPT_PATH });
    expect({ status, text }).toEqual({ status: 200, text: SCRIPT });
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
    });
  });

  it('lets other files be asked for anew', async ({ site }) => {
    const { headers } = await send(site, { path: '/favicon.svg' });
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'image/svg+xml' });
  });

  it('sends the script as brotli to those who take it', async ({ site }) => {
    const answer = await sendScript(site, 'gzip, deflate, br');
    expect(answer.headers).toMatchObject({
      'content-encoding': 'br',
      vary: expect.stringMatching(/accept-encoding/i),
    });
    expect(brotliDecompressSync(answer.bytes).toString()).toBe(SCRIPT);
  });

  it('sends the script as gzip to those who take no brotli', async ({ site }) => {
    const answer = await sendScript(site, 'gzip, deflate');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(answer.bytes).toString()).toBe(SCRIPT);
  });

  it.for(['identity', 'br;q=0, gzip;q=0', 'zstd'])('sends it as it is for %s', async (accept, { site }) => {
    const answer = await sendScript(site, accept);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.text).toBe(SCRIPT);
  });

  it('shows itself, with 404, to a person who follows a dead link', async ({ site }) => {
    const answer = await send(site, { path: '/nowhere', headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(answer).toMatchObject({ status: 404, text: PAGE });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
  });

  it.for([
    ['/nowhere', 'application/json'],
    ['/assets/old-5e6f.js', 'text/html'],
    ['/api/nowhere', 'text/html'],
    [`${SCRIPT_PATH}.br`, '*/*'],
    ['/assets', '*/*'],
    ['/assets/', '*/*'],
  ] as const)('answers %s with a problem to those who take %s', async ([path, accept], { site }) => {
    const answer = await send(site, { path, headers: { accept } });
    expect(readProblem(answer)).toMatchObject({ code: 'route_not_found', status: 404 });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.for([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '/....//secret.txt',
    '//secret.txt',
    '/secret.txt%00.html',
  ])('gives nothing from outside its folder at %s', async (path, { site }) => {
    const answer = await send(site, { path });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain('a secret');
  });

  it('leaves the API where it is', async ({ site }) => {
    expect(await send(site, { path: '/api/messages' })).toMatchObject({
      status: 200,
      text: '{"messages":[],"has_more":false}',
    });
  });
});

describe('a server without a built web app', () => {
  it('serves the API alone where the folder is empty', async ({ folder, start }) => {
    mkdirSync(join(folder, 'empty'));
    const server = await start.server({}, { webRoot: join(folder, 'empty') });
    expect(readProblem(await send(server, { path: '/' })).code).toBe('route_not_found');
    expect(await send(server, { path: '/livez' })).toMatchObject({ status: 200 });
  });

  it('serves the API alone where the folder is missing', async ({ folder, start }) => {
    const server = await start.server({}, { webRoot: join(folder, 'missing') });
    expect(readProblem(await send(server, { path: '/' })).code).toBe('route_not_found');
  });

  it('refuses to start where the folder cannot be read', async ({ folder, start }) => {
    const file = join(writeWebApp(folder), 'index.html');
    await expect(start.server({}, { webRoot: file })).rejects.toThrow('ENOTDIR');
  });
});

function sendScript(site: { url: string }, accepts: string) {
  return send(site, { path: SCRIPT_PATH, headers: { 'accept-encoding': accepts } });
}
