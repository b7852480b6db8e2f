export interface ReadableStore<State> {
  get(): State;
  /** Calls `listener` at every change until the signal aborts. */
  subscribe(listener: (state: State) => void, signal?: AbortSignal): void;
}

export interface Store<State> extends ReadableStore<State> {
  /** A state that is the very same value is no change. */
  set(next: State): void;
}

export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<(state: State) => void>();
  return {
    get: () => state,
    set(next) {
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener(state);
    },
    subscribe(listener, signal) {
      if (signal?.aborted) return;
      listeners.add(listener);
      signal?.addEventListener('abort', () => listeners.delete(listener), { once: true });
    },
  };
}
