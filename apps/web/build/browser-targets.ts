import browserslist from 'browserslist';

/** Browserslist's names for the engines that the bundler knows under others. */
const RENAMED: Readonly<Record<string, string>> = { ios_saf: 'ios' };

/** The browsers of package.json's `browserslist`, as build targets: chrome150, safari26.1. */
export function browserTargets(root: string): string[] {
  return browserslist(undefined, { path: root }).map((browser) => {
    const [name = '', versions = ''] = browser.split(' ');
    const [version = ''] = versions.split('-');
    return (RENAMED[name] ?? name) + version;
  });
}
