const sheets: CSSStyleSheet[] = [];
let wearers = 0;

/** Adds a part's rules to the style of the operator's page, which the chat never loads; later ones win over earlier ones. */
export function addStyle(rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  sheets.push(sheet);
  if (wearers > 0) document.adoptedStyleSheets.push(sheet);
}

/** Has the document wear the style, with what is added to it meanwhile, until `signal` ends it. */
export function wearStyle(signal: AbortSignal): void {
  if (++wearers === 1) document.adoptedStyleSheets.push(...sheets);
  signal.addEventListener('abort', takeOff, { once: true });
}

function takeOff(): void {
  if (--wearers > 0) return;
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => !sheets.includes(each));
}
