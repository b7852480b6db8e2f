import { MAX_NAME_CODE_POINTS } from '../lib/contract.ts';
import { oneAtATime } from '../lib/one-at-a-time.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';
import type { Names, Outcome } from './take-name.ts';

const KEY = 'bookchat.name';
/** Which name the server has last said is this browser's. */
const TAKEN_KEY = 'bookchat.taken';
/** Between two tries to take a name, while the server is away. */
const RETRY_MS = 5_000;
const NOT_CHECKED = 'The name could not be checked. Check your connection and try again.';

export interface Authored {
  readonly author: string;
  readonly author_id: string | null;
}

/** Why somebody who is signed in may not write. */
export type Silence =
  | { readonly kind: 'guest' }
  | {
      readonly kind: 'muted';
      readonly until: string;
      /** As whoever muted them said; null where they said nothing. */
      readonly reason: string | null;
    };

export interface LostName {
  readonly name: string;
  readonly reason: string;
}

/** Who writes on this page: a name, or null until one was chosen. */
export interface Identity extends ReadableStore<string | null> {
  /** Whether a message is the reader's own. */
  isOwn(message: Authored): boolean;
  /** Takes a name and answers with null, or with why it cannot be taken; null where the name is an account's. */
  readonly choose: ((name: string) => Promise<string | null>) | null;
  /** The server says that a name is somebody else's. */
  readonly doubt?: (name: string) => void;
  /** The name that turned out to be somebody else's, and why another is asked for. */
  readonly lost?: () => LostName | null;
  /** What keeps the reader from writing; null where nothing does. */
  readonly silence: ReadableStore<Silence | null>;
}

export interface NamedIdentity extends Identity {
  readonly choose: (name: string) => Promise<string | null>;
  readonly doubt: (name: string) => void;
  readonly lost: () => LostName | null;
  /** Sees to it that the name is this browser's, where it was chosen before the server could say so. */
  settle(): Promise<void>;
}

/** Without accounts, a name is taken at the server, which knows this browser by a cookie. */
export function createIdentity(storage: SafeStorage, api: Names): NamedIdentity {
  const store = createStore(validName(storage.read(KEY) ?? ''));
  const inTurn = oneAtATime();
  let lost: LostName | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Whoever has no name will choose one in a moment.
  if (store.get() === null) void check('');
  // A name taken away elsewhere leaves a person who is here the one they write under.
  storage.onChange(KEY, (_, value) => store.set(validName(value ?? '') ?? store.get()));
  return {
    get: store.get,
    subscribe: store.subscribe,
    isOwn: ({ author }) => author === store.get(),
    silence: createStore<Silence | null>(null),
    choose,
    doubt,
    lost: () => lost,
    settle: () => inTurn(settle),
  };

  async function choose(name: string): Promise<string | null> {
    const checked = await check(name);
    return 'refusal' in checked ? checked.refusal : inTurn(() => takeChosen(checked.name));
  }

  async function takeChosen(name: string): Promise<string | null> {
    const outcome = await take(api, name);
    if (outcome.kind === 'refused') return outcome.reason;
    follow(outcome, name);
    storage.write(KEY, name);
    store.set(name);
    return null;
  }

  async function settle(): Promise<void> {
    const name = store.get();
    if (name === null || storage.read(TAKEN_KEY) === name) return;
    const outcome = await take(api, name);
    if (outcome.kind === 'refused') lose({ name, reason: outcome.reason });
    else follow(outcome, name);
  }

  function follow(outcome: Outcome, name: string): void {
    if (outcome.kind === 'taken') storage.write(TAKEN_KEY, name);
    if (outcome.kind !== 'later') return;
    clearTimeout(timer);
    timer = setTimeout(() => void inTurn(settle), Math.max(RETRY_MS, outcome.afterMs));
  }

  function doubt(name: string): void {
    if (name !== store.get()) return;
    storage.write(TAKEN_KEY, null);
    void inTurn(settle);
  }

  function lose(name: LostName): void {
    if (store.get() !== name.name) return;
    lost = name;
    storage.write(KEY, null);
    store.set(null);
  }
}

/** How a name is taken comes when one is: whoever has theirs needs none of it. */
async function take(api: Names, name: string): Promise<Outcome> {
  try {
    return await (await import('./take-name.ts')).takeName(api, name);
  } catch {
    return { kind: 'later', afterMs: 0 };
  }
}

/** The rules of names come when one is chosen: whoever has one is not kept waiting for them. */
async function check(name: string): Promise<{ readonly name: string } | { readonly refusal: string }> {
  try {
    return (await import('./check-name.ts')).checkName(name);
  } catch {
    return { refusal: NOT_CHECKED };
  }
}

/** It was checked when it was chosen, and the server checks it again. */
function validName(stored: string): string | null {
  const length = [...stored.trim()].length;
  return length > 0 && length <= MAX_NAME_CODE_POINTS ? stored : null;
}
