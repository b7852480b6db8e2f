import { ROLES, type Role } from '@bookchat/shared';

/** Whether somebody of one role may do something about somebody of another: an owner about everyone, else those below. */
export function outranks(role: Role, other: Role): boolean {
  return role === 'owner' || ROLES.indexOf(role) < ROLES.indexOf(other);
}
