import { afterEach, expect, test } from 'vitest';
import { takeGithubReason } from './github-reason.ts';

const before = location.href;

afterEach(() => history.replaceState(null, '', before));

test('the reason behind the # is said in words, once', () => {
  history.replaceState(null, '', '/sign-in#github_blocked');
  expect(takeGithubReason()).toBe('Your account here is suspended, or was removed. Ask an admin.');
  expect(location.href).not.toContain('#');
  expect(takeGithubReason()).toBeNull();
});

test.each(['', '#', '#github_other', '#toString', '#abc'])('nothing is said of %s', (hash) => {
  history.replaceState(null, '', `/sign-in${hash}`);
  expect(takeGithubReason()).toBeNull();
});
