const STEPS: Readonly<
  Record<string, (items: readonly HTMLElement[], from: number) => HTMLElement | undefined>
> = {
  ArrowUp: (items, from) => items[from - 1],
  ArrowDown: (items, from) => items[from + 1],
  Home: (items) => items[0],
  End: (items) => items.at(-1),
};

/**
 * Makes a list one stop of the Tab key: the arrow keys, Home and End go from item to item. `refresh`
 * is called after the list changed. Whoever comes to the list comes to its last item. Items and the links
 * and authors in them come with `tabindex="-1"`; the Tab key reaches the links of the item where it stops.
 */
export function rovingFocus(list: HTMLElement, selector: string): { refresh(): void } {
  let stop: HTMLElement | null = null;
  list.addEventListener('focusin', ({ target }) => {
    // A link within an item leaves the stop where it is: moved back to its item, the stop would be behind.
    if (items().includes(target as HTMLElement)) moveStop(target as HTMLElement);
  });
  list.addEventListener('keydown', (event) => {
    const next = nextItem(event);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  return { refresh };

  function refresh(): void {
    const isInUse = stop?.isConnected && list.contains(document.activeElement);
    moveStop(isInUse ? stop : (items().at(-1) ?? null));
  }

  function moveStop(item: HTMLElement | null): void {
    if (stop !== item) setReach(stop, -1);
    stop = item;
    // Its links may be others by now.
    setReach(stop, 0);
  }

  function nextItem({ key, target }: KeyboardEvent): HTMLElement | undefined {
    const all = items();
    const from = all.indexOf(target as HTMLElement);
    return from < 0 ? undefined : STEPS[key]?.(all, from);
  }

  function items(): HTMLElement[] {
    return [...list.querySelectorAll<HTMLElement>(selector)];
  }
}

function setReach(item: HTMLElement | null, tabIndex: number): void {
  if (item === null) return;
  for (const each of [item, ...item.querySelectorAll<HTMLElement>('a, .message--leads .message__author')])
    each.tabIndex = tabIndex;
}
