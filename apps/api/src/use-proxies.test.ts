import { afterEach, describe, expect, vi } from 'vitest';
import { it as base, headOf, SIGNAL } from '../test/github/github-target-test.ts';
import { startProxy } from '../test/start-proxy.ts';
import { useProxies } from './use-proxies.ts';

const it = base.extend('proxy', async ({ task: _ }, { onCleanup }) => {
  const proxy = await startProxy();
  onCleanup(() => proxy.close());
  return proxy;
});

afterEach(() => void vi.unstubAllEnvs());

describe('a machine that reaches the world by a proxy', () => {
  it('asks GitHub by it', async ({ proxy, github, target, onTestFinished }) => {
    vi.stubEnv('HTTP_PROXY', proxy.url);
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('no_proxy', '');
    onTestFinished(useProxies());
    expect(await target.readHead(SIGNAL)).toEqual({ kind: 'at', commit: headOf(github) });
    expect(proxy.seen).toContain(new URL(github.url).host);
  });

  it('goes directly where it should', async ({ proxy, target, onTestFinished }) => {
    vi.stubEnv('HTTP_PROXY', proxy.url);
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    vi.stubEnv('no_proxy', '');
    onTestFinished(useProxies());
    await target.readHead(SIGNAL);
    expect(proxy.seen).toEqual([]);
  });
});
