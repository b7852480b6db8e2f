import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import type { Aligning } from '../aligning/index.ts';
import { createChangeRole } from './change-role.ts';
import { createMutePerson } from './mute-person.ts';
import { createMakeRecoveryLink } from './recovery-link.ts';
import { createReinstatePerson } from './reinstate-person.ts';
import { createRemovePerson } from './remove-person.ts';
import { createSuspendPerson } from './suspend-person.ts';
import { createManagedPeople } from './to-managed-person.ts';

/** What may be done about people, each verb with its rules and its entry in the audit log. */
export function createManagement(app: FastifyInstance, clock: Clock, aligning: Aligning) {
  return {
    managed: createManagedPeople(app, clock),
    changeRole: createChangeRole(app),
    mute: createMutePerson(app, clock),
    suspend: createSuspendPerson(app, clock, aligning),
    reinstate: createReinstatePerson(app, aligning),
    ...createRemovePerson(app, clock, aligning),
    makeRecoveryLink: createMakeRecoveryLink(app),
  };
}

export type Management = ReturnType<typeof createManagement>;
