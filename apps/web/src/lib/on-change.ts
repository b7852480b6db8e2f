import type { ReadableStore } from './store.ts';

/** Calls `act` when the part of a state that `pick` picks has become another value, with the one before. */
export function onChange<State, Part>(
  store: ReadableStore<State>,
  pick: (state: State) => Part,
  act: (now: Part, before: Part) => void,
  signal: AbortSignal,
): void {
  let part = pick(store.get());
  store.subscribe((state) => {
    const before = part;
    part = pick(state);
    if (!Object.is(part, before)) act(part, before);
  }, signal);
}
