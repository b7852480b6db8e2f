import type { Role } from '@bookchat/shared';

/** Whoever is signed in; null where nobody signs in, and everybody may do everything. */
export type Viewer = { readonly id: string; readonly name: string; readonly role: Role } | null;

/** Whether somebody may do what is for admins and owners. */
export function mayManage(viewer: Viewer): boolean {
  return viewer === null || viewer.role === 'owner' || viewer.role === 'admin';
}

export function mayWrite(viewer: Viewer): boolean {
  return viewer?.role !== 'guest';
}
