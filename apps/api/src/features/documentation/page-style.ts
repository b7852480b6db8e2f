/** The chat's paper and ink, set for reading. */
export const PAGE_STYLE = `:root {
  color-scheme: light dark;
  --ground: light-dark(oklch(98.5% .006 85), oklch(19% .02 275));
  --sheet: light-dark(oklch(100% 0 0), oklch(23% .022 275));
  --ink: light-dark(oklch(25% .02 275), oklch(92% .01 275));
  --quiet: light-dark(oklch(45% .02 275), oklch(74% .02 275));
  --line: light-dark(oklch(90% .012 85), oklch(33% .025 275));
  --accent: light-dark(oklch(46% .17 295), oklch(78% .12 295));
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 760px; padding: 0 16px 96px; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1, h2 { font-family: ui-serif, Georgia, serif; font-weight: 600; line-height: 1.25 }
h1 { font-size: 32px; margin: 48px 0 8px }
h2 { font-size: 22px; margin: 0 0 8px }
h3 { font-size: 13px; margin: 24px 0 4px; color: var(--quiet); text-transform: uppercase; letter-spacing: .06em }
p { margin: 0 0 8px; max-width: 68ch }
a { color: var(--accent) }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px }
code { font: 14px/1.5 ui-monospace, monospace }
small, header p, .right { color: var(--quiet); font-size: 14px }
nav ul { list-style: none; margin: 24px 0; padding: 0; display: flex; flex-wrap: wrap; gap: 8px 16px }
section { background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin: 16px 0;
  scroll-margin-top: 16px }
section:target, tr:target { border-color: var(--accent); outline: 1px solid var(--accent) }
table { border-collapse: collapse; width: 100% }
td { border-top: 1px solid var(--line); padding: 8px 16px 8px 0; vertical-align: top }
tr:first-child td { border-top: 0 }
td:first-child { width: 176px }
#problems td:first-child { width: 56px; font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: 48px 1fr; gap: 4px 8px; margin: 0 }
dt { font-variant-numeric: tabular-nums; color: var(--quiet) }
dd { margin: 0 }
@media (max-width: 480px) { section { padding: 16px } h1 { margin-top: 24px } td:first-child { width: 112px } }
`;
