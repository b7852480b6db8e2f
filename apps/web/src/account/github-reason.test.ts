import { afterEach, expect, test } from 'vitest';
import { takeGithubReason } from './github-reason.ts';

const before = location.href;

afterEach(() => history.replaceState(null, '', before));

test('the reason behind the # is said in words, once', () => {
  history.replaceState(null, '', '/sign-in#github_blocked');
  expect(takeGithubReason()).toBe('Your account here was removed. Ask an admin.');
  expect(location.href).not.toContain('#');
  expect(takeGithubReason()).toBeNull();
});

test('whoever is suspended is told why, in the words of the server’s cookie alone', () => {
  history.replaceState(null, '', '/sign-in#github_suspended');
  const value = btoa(String.fromCharCode(...new TextEncoder().encode('Spam – again.'))).replaceAll('+', '-');
  // biome-ignore lint/suspicious/noDocumentCookie: as the page reads it.
  document.cookie = `bookchat_suspended=${value.replaceAll('/', '_').replaceAll('=', '')}; path=/`;
  const words = 'Your account here is suspended until an admin lets you in again.';
  expect(takeGithubReason()).toBe(`${words} The reason: “Spam – again”.`);
  history.replaceState(null, '', '/sign-in#github_suspended');
  expect(takeGithubReason()).toBe(words);
});

test.each(['', '#', '#github_other', '#toString', '#abc'])('nothing is said of %s', (hash) => {
  history.replaceState(null, '', `/sign-in${hash}`);
  expect(takeGithubReason()).toBeNull();
});
