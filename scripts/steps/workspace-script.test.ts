import { expect, it } from 'vitest';
import { workspaceScript } from './workspace-script.ts';

it('fails where the workspace has no such script', async () => {
  expect(await workspaceScript('apps/api', 'test:nothing')()).toEqual({
    state: 'failed',
    note: 'apps/api/package.json has no script test:nothing',
  });
});

it('fails where there is no such workspace', async () => {
  expect(await workspaceScript('apps/nowhere', 'test')()).toMatchObject({ state: 'failed' });
});
