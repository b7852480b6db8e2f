/** Has the document wear the style of a part, which the page loads neither with its own nor before the part is asked for. */
export function adoptStyle(rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
}
