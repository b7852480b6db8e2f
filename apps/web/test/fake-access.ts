import { createStore } from '../src/lib/store.ts';
import type { Access, AccessState, Insider } from '../src/stores/access.ts';
import { person } from './signed-in.ts';

/** Who is in, for a part of the page that is tried by itself; `done` says what was done with it. */
export function fakeAccess(first: AccessState = { kind: 'in', me: insider() }) {
  const store = createStore<AccessState>(first);
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const access: Access = {
    get: store.get,
    subscribe: store.subscribe,
    enter: ({ me }) => void done.push(`enter ${me.name}`),
    leave: note('leave'),
    nudge: note('nudge'),
    compare: note('compare'),
    doubt: note('doubt'),
    resume: note('resume'),
    pause: note('pause'),
    stop: note('stop'),
  };
  return {
    access,
    done,
    turn: store.set,
    become: (me: Partial<Insider>) => store.set({ kind: 'in', me: { ...insider(), ...me } }),
  };
}

export function insider(): Insider {
  const { id, name, role, muted_until, mute_reason, standing } = person();
  return { id, name, role, muted_until, mute_reason, standing };
}
