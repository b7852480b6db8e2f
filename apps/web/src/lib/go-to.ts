/** Goes to another address of this page, in the place of the present one. */
export function goTo(path: string): void {
  history.replaceState(null, '', path);
  window.dispatchEvent(new PopStateEvent('popstate'));
}
