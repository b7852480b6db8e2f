import { expect, it } from 'vitest';
import { installedChromium } from './installed-chromium.ts';

const only = (path: string) => (candidate: string) => candidate === path;

it('finds Chromium and Chrome on PATH on Linux', () => {
  const env = { PATH: '/usr/local/bin:/usr/bin' };
  expect(installedChromium(env, 'linux', only('/usr/bin/chromium'))).toBe('/usr/bin/chromium');
  expect(installedChromium(env, 'linux', only('/usr/bin/google-chrome'))).toBe('/usr/bin/google-chrome');
});

it('finds Chrome among the applications on macOS', () => {
  const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(installedChromium({}, 'darwin', only(path))).toBe(path);
});

it('finds Chrome among the programs on Windows', () => {
  const env = { PROGRAMFILES: 'C:\\Program Files' };
  const path = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
  expect(installedChromium(env, 'win32', only(path))).toBe(path);
});

it('finds nothing where there is nothing', () => {
  expect(installedChromium({ PATH: '/usr/bin' }, 'linux', () => false)).toBeUndefined();
});
