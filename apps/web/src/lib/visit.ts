/** Goes to another address of this page, as a link to it would. */
export function visit(path: string): void {
  history.pushState(null, '', path);
  window.dispatchEvent(new PopStateEvent('popstate'));
}
