import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const namesOnPath = ['chromium', 'google-chrome-stable', 'google-chrome', 'chrome', 'chromium-browser'];

const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

/** The path of an installed Chromium or Chrome, looked for where each system keeps programs. */
export function installedChromium(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  return candidates(env, platform).find(exists);
}

function candidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') return macApplications;
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return roots.flatMap((root) => (root ? windowsPrograms.map((program) => `${root}\\${program}`) : []));
  }
  const folders = (env['PATH'] ?? '').split(delimiter);
  return namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name)));
}
