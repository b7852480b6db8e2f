export interface OtherBrowser {
  name: string;
  /** How the stories call it in BOOKCHAT_BROWSERS. */
  id: string;
  /** Programs that must be there, each under one of its names; the stories find its path in the variable. */
  programs: { variable: string; names: string[] }[];
  /** Debian's packages that bring them. */
  packages: string[];
}

export const otherBrowsers: OtherBrowser[] = [
  {
    name: 'Firefox',
    id: 'firefox',
    programs: [{ variable: 'BOOKCHAT_FIREFOX', names: ['firefox', 'firefox-esr'] }],
    packages: ['firefox-esr'],
  },
  {
    name: 'WebKitGTK',
    id: 'webkit',
    programs: [
      { variable: 'BOOKCHAT_WEBKIT_DRIVER', names: ['WebKitWebDriver'] },
      { variable: 'BOOKCHAT_XVFB_RUN', names: ['xvfb-run'] },
    ],
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
  },
];
