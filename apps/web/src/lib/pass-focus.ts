/**
 * Calls `toHeir` if the focus is within `part`. Used before `part` goes, for with it the focus would go to
 * the top of the page.
 */
export function passFocus(part: Element, toHeir: () => void): void {
  if (part.contains(document.activeElement)) toHeir();
}
