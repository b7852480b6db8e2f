import type { ManagedPerson } from '@bookchat/shared';

/** What there is to know of all of them at once. */
export function countPeople(all: readonly ManagedPerson[], now: Date): string {
  const here = all.filter(({ state }) => state !== 'removed');
  if (here.length === 0) return 'Nobody yet: the terminal printed the link for the first account';
  const muted = here.filter((person) => isMuted(person, now)).length;
  const suspended = here.filter(({ state }) => state === 'suspended').length;
  return [
    here.length === 1 ? 'One person' : `${here.length.toLocaleString('en')} people`,
    ...(muted > 0 ? [`${muted} muted`] : []),
    ...(suspended > 0 ? [`${suspended} suspended`] : []),
  ].join(', ');
}

export function isMuted({ state, muted_until }: ManagedPerson, now: Date): boolean {
  return state === 'active' && muted_until !== null && new Date(muted_until) > now;
}
