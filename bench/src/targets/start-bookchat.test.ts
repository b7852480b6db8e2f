import { expect, onTestFinished, test, vi } from 'vitest';
import { productionSettings } from './start-bookchat.ts';

test('what is measured is not brought to a repository that is set outside', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('ARCHIVE', 'on');
  vi.stubEnv('GITHUB_REPOSITORY', 'acme/conversation');
  vi.stubEnv('GITHUB_TOKEN', 'ghp_outside');
  expect(productionSettings(5002, '/srv/chat')).toMatchObject({
    NODE_ENV: 'production',
    AUTH_MODE: 'open',
    ARCHIVE: 'off',
    GITHUB_REPOSITORY: undefined,
    GITHUB_TOKEN: undefined,
  });
});
