import type { Insider } from '../../stores/access.ts';
import type { Silence } from '../../stores/identity.ts';

export function silenceOf({ role, muted_until, mute_reason }: Insider, now: Date): Silence | null {
  if (role === 'guest') return { kind: 'guest' };
  const isMuted = muted_until !== null && new Date(muted_until) > now;
  return isMuted ? { kind: 'muted', until: muted_until, reason: mute_reason } : null;
}
