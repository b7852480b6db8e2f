import type { Role } from '@bookchat/shared';

/** GitHub makes nobody an owner. */
export type GithubRole = Exclude<Role, 'owner'>;

interface Collaborator {
  readonly role_name: string;
  readonly permissions?:
    | { readonly push: boolean; readonly maintain?: boolean | undefined; readonly admin: boolean }
    | undefined;
}

const BY_NAME: Readonly<Record<string, GithubRole>> = {
  admin: 'admin',
  maintain: 'admin',
  write: 'member',
  triage: 'guest',
  read: 'guest',
};

/** By the highest role that GitHub names; one that an organization has made itself counts as the one it stands on. */
export function roleOfCollaborator({ role_name, permissions }: Collaborator): GithubRole {
  const known = Object.hasOwn(BY_NAME, role_name) ? BY_NAME[role_name] : undefined;
  if (known !== undefined) return known;
  if (permissions?.admin || permissions?.maintain) return 'admin';
  return permissions?.push ? 'member' : 'guest';
}
