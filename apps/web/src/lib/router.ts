type Route = (signal: AbortSignal) => Element;
export type Routes = Readonly<Record<string, Route>>;

/**
 * Shows the route of the present address in `root`, and follows links within the site without a reload.
 * A route's signal aborts when another takes its place. The route `*` stands for every other address.
 * Whoever went from one page to another is brought to the new one's `main`.
 */
export function startRouter(
  root: Element,
  routes: Routes & { readonly '*': Route },
  signal?: AbortSignal,
): void {
  let leaving = new AbortController();
  let shown: string | undefined;
  const options = signal === undefined ? {} : { signal };
  window.addEventListener('popstate', show, options);
  document.addEventListener('click', followLink, options);
  show();

  function show(): void {
    // A link to another place on the same page comes here as well.
    if (location.pathname === shown) return;
    const arriving = shown === undefined;
    shown = location.pathname;
    leaving.abort();
    leaving = new AbortController();
    const route = routes[shown] ?? routes['*'];
    root.replaceChildren(route(leaving.signal));
    if (!arriving) root.querySelector('main')?.focus({ preventScroll: true });
  }

  function followLink(event: MouseEvent): void {
    const link = (event.target as Element).closest('a');
    if (link === null || !staysHere(event, link)) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    show();
  }

  function staysHere(event: MouseEvent, link: HTMLAnchorElement): boolean {
    const plain =
      !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    return (
      plain &&
      link.target === '' &&
      link.origin === location.origin &&
      link.pathname in routes &&
      link.hash === ''
    );
  }
}
