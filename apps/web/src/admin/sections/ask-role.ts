import type { changeRole, ManagedPerson } from '@bookchat/shared';
import { ask } from '../components/ask.ts';
import { radioList } from '../components/radio-list.ts';
import type { OperatorsDesk } from '../desk.ts';
import { ROLE_WORDS, roleName, rolesGivenBy } from '../lib/roles.ts';

/** Asks which role a person shall have. */
export function askRole(desk: OperatorsDesk, { id, name, role }: ManagedPerson, changed: () => void): void {
  const roles = radioList(
    'Role',
    rolesGivenBy(desk.me).map((value) => ({
      value,
      label: ROLE_WORDS[value][0],
      hint: ROLE_WORDS[value][1],
    })),
    role,
  );
  ask(desk, {
    title: `Which role shall ${name} have?`,
    parts: [roles.dom],
    action: 'Change the role',
    doing: 'Changing it…',
    check: () => (roles.chosen() === role ? `That is the role of ${name} already.` : null),
    async act() {
      const body = { role: roles.chosen() };
      await desk.run(() =>
        desk.call<typeof changeRole>('POST', '/api/system/people/:id/role', { params: { id }, body }),
      );
      desk.tell(`${name}’s role is ${roleName(body.role).toLowerCase()} now.`);
      changed();
    },
  });
}
