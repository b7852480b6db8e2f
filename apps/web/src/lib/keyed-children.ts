import type { View } from './view.ts';

export interface KeyedChildren<Item> {
  sync(items: readonly Item[]): void;
}

/**
 * Keeps the children of `parent` in step with a list. An item that stays keeps its element, so focus,
 * selection and scroll survive; keys are unique.
 */
export function keyedChildren<Item>(
  parent: Element,
  keyOf: (item: Item) => string,
  create: (item: Item) => View<Item>,
): KeyedChildren<Item> {
  const views = new Map<string, View<Item>>();
  return {
    sync(items) {
      removeMissing(views, new Set(items.map(keyOf)));
      let next = parent.firstElementChild;
      for (const item of items) {
        const view = place(item);
        if (view.dom === next) next = next.nextElementSibling;
        else parent.insertBefore(view.dom, next);
      }
    },
  };

  function place(item: Item): View<Item> {
    const existing = views.get(keyOf(item));
    if (existing !== undefined) {
      existing.update(item);
      return existing;
    }
    const created = create(item);
    views.set(keyOf(item), created);
    return created;
  }
}

function removeMissing<Item>(views: Map<string, View<Item>>, keys: ReadonlySet<string>): void {
  for (const [key, view] of views) {
    if (keys.has(key)) continue;
    view.destroy();
    views.delete(key);
  }
}
