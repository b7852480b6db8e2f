const sheets: CSSStyleSheet[] = [];

/** Adds a part's rules to the style of the operator's page, which the chat never loads; later ones win over earlier ones. */
export function addStyle(rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  sheets.push(sheet);
}

/** Has the document wear the style until `signal` ends it. */
export function wearStyle(signal: AbortSignal): void {
  document.adoptedStyleSheets.push(...sheets);
  signal.addEventListener('abort', () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => !sheets.includes(each));
  });
}
