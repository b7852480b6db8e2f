import { join } from 'node:path';
import { listMessages } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call } from '../call.ts';
import { post } from '../post.ts';
import { startProcess } from '../start-process.ts';
import { it } from './process-test.ts';

const RUN_NODE = join(import.meta.dirname, '../../../../scripts/launch/run-node.mjs');
const LAUNCHER = `
  import { runNode } from ${JSON.stringify(RUN_NODE)};
  const [, node, ...args] = process.argv;
  process.exitCode = await runNode(node, args);
`;
const WITHIN_MS = 30_000;

describe('a server that was started as npm start does', () => {
  it('keeps its archive', { timeout: 60_000 }, async ({ dataDir }) => {
    const server = await startProcess({
      dataDir,
      env: { ARCHIVE: 'on' },
      wrapper: [process.execPath, '--input-type=module', '--eval', LAUNCHER, '--'],
    });
    try {
      await post(server, { content: 'to be kept' });
      await vi.waitFor(async () => expect(await firstHash(server)).toMatch(/^[0-9a-f]{40}$/), WITHIN_MS);
    } finally {
      server.kill('SIGTERM');
      await server.ended;
    }
  });
});

async function firstHash(server: { readonly url: string }): Promise<string | null | undefined> {
  const { body } = await call(server, listMessages);
  return body.messages[0]?.git_commit_hash;
}
