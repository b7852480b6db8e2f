import { createStore, type ReadableStore, type Store } from './store.ts';

/** What the address names where its pattern has `:name`; null where it does not. */
export type Place = ReadableStore<string | null>;
export type Route = (signal: AbortSignal, place: Place) => Element;
export type Routes = Readonly<Record<string, Route>>;

interface Shown {
  readonly route: Route;
  readonly place: Store<string | null>;
  readonly leaving: AbortController;
}

/**
 * Shows the route of the present address in `root`, and follows links within the site without a reload.
 * A route's signal aborts when another takes its place; where two addresses have the same one, it stays and
 * hears of the new place. The route `*` stands for every other address. Whoever went from one page to another
 * is brought to the new one's `main`.
 */
export function startRouter(
  root: Element,
  routes: Routes & { readonly '*': Route },
  signal?: AbortSignal,
): void {
  let shown: Shown | null = null;
  let path: string | null = null;
  const options = signal === undefined ? {} : { signal };
  window.addEventListener('popstate', show, options);
  document.addEventListener('click', followLink, options);
  show();

  function show(): void {
    // A link to another place on the same page comes here as well.
    if (location.pathname === path) return;
    path = location.pathname;
    const { route, name } = find(path) ?? { route: routes['*'], name: null };
    if (shown?.route === route && route !== routes['*']) shown.place.set(name);
    else replace(route, name);
  }

  function replace(route: Route, name: string | null): void {
    const arriving = shown === null;
    shown?.leaving.abort();
    shown = { route, place: createStore(name), leaving: new AbortController() };
    root.replaceChildren(route(shown.leaving.signal, shown.place));
    if (!arriving) root.querySelector('main')?.focus({ preventScroll: true });
  }

  function find(pathname: string): { route: Route; name: string | null } | null {
    const exact = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
    if (exact !== undefined) return { route: exact, name: null };
    const [, parent, name] = /^(\/.+\/)([^/]+)$/.exec(pathname) ?? [];
    const route = routes[`${parent}:name`];
    return route === undefined || name === undefined ? null : { route, name };
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
      find(link.pathname) !== null &&
      link.hash === ''
    );
  }
}
