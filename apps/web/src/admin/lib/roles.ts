import type { ManagedPerson, Me, Role } from '@bookchat/shared';

/** Each role: its name, and what it may. */
export const ROLE_WORDS: Readonly<Record<Role, readonly [name: string, hint: string]>> = {
  owner: ['Owner', 'Everything, also restoring, downloading and making admins.'],
  admin: ['Admin', 'This page, and members and guests.'],
  member: ['Member', 'Reads and writes.'],
  guest: ['Guest', 'Reads, and does not write.'],
};

export function roleName(role: Role): string {
  return ROLE_WORDS[role][0];
}

/** Which roles somebody may give; `me` is null for the admin token, which is as good as an owner. */
export function rolesGivenBy(me: Me | null): readonly Role[] {
  return isOwner(me) ? ['owner', 'admin', 'member', 'guest'] : ['member', 'guest'];
}

/** Only owners manage owners and admins. */
export function mayManage(me: Me | null, { role }: Pick<ManagedPerson, 'role'>): boolean {
  return rolesGivenBy(me).includes(role);
}

export function isOwner(me: Me | null): boolean {
  return me === null || me.role === 'owner';
}
