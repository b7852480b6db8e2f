import type { Me } from '@bookchat/shared';
import type { AccessState } from '../../stores/access.ts';
import type { SessionState } from './session.ts';

/** Whether the chat knows by now of somebody else than this page does, or of the same person in another role. */
export function isNews(access: AccessState, session: SessionState): boolean {
  if (access.kind !== 'in' && access.kind !== 'out') return false;
  return !isSameRight(access.kind === 'in' ? access.me : null, meOf(session));
}

/** Whether what stands there may stay, and with it what was filled in. */
export function isSamePage(state: SessionState, before: SessionState): boolean {
  return state.kind === before.kind && isSameRight(meOf(state), meOf(before));
}

/** What to tell somebody whose page has become another while they looked at it; null where it has not. */
export function describeTurn(state: SessionState, before: SessionState): string | null {
  if (state.kind !== 'open' || before.kind !== 'open') return null;
  if (state.me === null) return 'Your account’s session has ended. The admin token opens this page still.';
  return state.me.id === before.me?.id
    ? `Your role was changed: you are an ${state.me.role} now.`
    : `You are here as ${state.me.name} now.`;
}

type Right = Pick<Me, 'id' | 'role'> | null;

function isSameRight(one: Right, other: Right): boolean {
  return one?.id === other?.id && one?.role === other?.role;
}

function meOf(state: SessionState): Right {
  return state.kind === 'open' || state.kind === 'too-low' ? state.me : null;
}
