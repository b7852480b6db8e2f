import type { Session as ShownSession } from '@bookchat/shared';
import type { Session } from '../../plugins/people/index.ts';
import { toTimestamp } from './to-me.ts';

export function toSession(session: Session, isCurrent: boolean): ShownSession {
  return {
    id: session.id,
    device: session.device,
    created_at: toTimestamp(session.createdAt),
    last_used_at: toTimestamp(Math.max(session.createdAt, toMinute(session.usedAt))),
    expires_at: toTimestamp(session.expiresAt),
    is_current: isCurrent,
  };
}

function toMinute(ms: number): number {
  return Math.floor(ms / 60_000) * 60_000;
}
