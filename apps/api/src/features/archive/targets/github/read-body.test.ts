import { expect, it } from 'vitest';
import { BodyTooLarge, readBody } from './read-body.ts';

it('reads a body in all its pieces', async () => {
  const body = ReadableStream.from([Buffer.from('Gr\xc3', 'latin1'), Buffer.from('\xbc\xc3\x9fe', 'latin1')]);
  expect((await readBody(body)).toString()).toBe('Grüße');
  expect(await readBody(null)).toHaveLength(0);
});

it('reads no further than it must to know that it is too much', async () => {
  const state = { sent: 0, isCancelled: false };
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      state.sent += 10;
      controller.enqueue(new Uint8Array(10));
    },
    cancel() {
      state.isCancelled = true;
    },
  });
  await expect(readBody(endless, 25)).rejects.toThrow(BodyTooLarge);
  expect(state).toEqual({ sent: expect.closeTo(30, -2), isCancelled: true });
});
