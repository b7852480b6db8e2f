import type { Role } from '@bookchat/shared';

/** Whether somebody of the role `by` may let others in as `role`. */
export function mayInvite(by: Role, role: Role): boolean {
  if (by === 'owner') return role !== 'owner';
  return by === 'admin' && (role === 'member' || role === 'guest');
}
