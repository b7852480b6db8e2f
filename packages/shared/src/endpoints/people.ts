import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { personIdSchema } from '../fields/person-id.ts';
import { personNameSchema } from '../fields/person-name.ts';
import { reasonSchema } from '../fields/reason.ts';
import { roomNameSchema } from '../fields/room-name.ts';
import { timestampSchema } from '../fields/timestamp.ts';
import { wholeNumberSchema } from '../fields/whole-number.ts';
import { inviteRoomSchema, inviteSchema, MOST_INVITE_ROOMS } from '../invite.ts';
import { managedPersonSchema, personSchema, roleSchema } from '../person.ts';

const params = z.strictObject({ id: personIdSchema });
const WHOM = [
  'person_not_found',
  'rank_too_low',
  'last_owner',
  'accounts_off',
  'storage_full',
  'maintenance',
] as const;

export const listPeople = defineEndpoint({
  method: 'GET',
  path: '/api/people',
  summary: 'List the people',
  description:
    'Everyone with an account, by name; those who were removed are left out. A guest, and a key for some rooms, is told of ' +
    'those who are in the rooms that they see: in an open one every member, and the guests who were brought in.',
  access: 'reader',
  limit: 'read',
  answers: {
    200: z
      .object({ people: z.array(personSchema) })
      .check(z.meta({ id: 'People', description: 'Everyone with an account.' })),
  },
  problems: ['accounts_off'],
});

export const listManagedPeople = defineEndpoint({
  method: 'GET',
  path: '/api/system/people',
  summary: 'List the people, for admins',
  description: 'Everyone who has or had an account, by name, with what only admins see.',
  access: 'admin',
  limit: 'admin',
  answers: {
    200: z
      .object({ people: z.array(managedPersonSchema) })
      .check(z.meta({ id: 'ManagedPeople', description: 'Everyone who has or had an account.' })),
  },
  problems: ['accounts_off'],
});

export const changeRole = defineEndpoint({
  method: 'POST',
  path: '/api/system/people/:id/role',
  summary: 'Give a person another role',
  description: 'Only an owner makes owners and admins, and changes theirs. There is always an owner.',
  access: 'admin',
  fresh: true,
  limit: 'admin',
  params,
  body: z.strictObject({ role: roleSchema }),
  answers: { 200: managedPersonSchema },
  problems: [...WHOM, 'recent_sign_in_needed'],
});

export const mutePerson = defineEndpoint({
  method: 'POST',
  path: '/api/system/people/:id/mute',
  summary: 'Let a person read, but not write',
  description: 'For `minutes`, at most a year; 0 lets them write again.',
  access: 'admin',
  limit: 'admin',
  params,
  body: z.strictObject({
    minutes: z
      .int('Minutes are a whole number.')
      .check(z.gte(0, 'At least 0 minutes.'), z.lte(525_600, 'At most a year.')),
    reason: reasonSchema,
  }),
  answers: { 200: managedPersonSchema },
  problems: [...WHOM, 'not_yourself'],
});

export const suspendPerson = defineEndpoint({
  method: 'POST',
  path: '/api/system/people/:id/suspend',
  summary: 'Keep a person out',
  description:
    'Ends their sessions and their keys, and the invites that they made; they cannot sign in until they are let in again. Messages stay, or are hidden.',
  access: 'admin',
  limit: 'admin',
  params,
  body: z.strictObject({
    reason: reasonSchema,
    messages: z._default(z.enum(['keep', 'hide'], 'Messages are kept or hidden: say keep or hide.'), 'keep'),
  }),
  answers: { 200: managedPersonSchema },
  problems: [...WHOM, 'not_yourself'],
});

export const reinstatePerson = defineEndpoint({
  method: 'POST',
  path: '/api/system/people/:id/reinstate',
  summary: 'Let a suspended person in again',
  description:
    'What was hidden of theirs is shown again; a mute goes on for its time. Somebody who was removed stays out.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: { 200: managedPersonSchema },
  problems: WHOM,
});

export const removePerson = defineEndpoint({
  method: 'POST',
  path: '/api/system/people/:id/remove',
  summary: 'Remove a person',
  description:
    'For good: sessions, keys, invites that they made, passkeys, password and mail address are gone. The name stays taken. Messages stay, or are hidden.',
  access: 'admin',
  fresh: true,
  limit: 'admin',
  params,
  body: z.strictObject({
    reason: reasonSchema,
    messages: z._default(z.enum(['keep', 'hide'], 'Messages are kept or hidden: say keep or hide.'), 'keep'),
  }),
  answers: { 200: managedPersonSchema },
  problems: [...WHOM, 'not_yourself', 'recent_sign_in_needed'],
});

export const makeRecoveryLink = defineEndpoint({
  method: 'POST',
  path: '/api/system/people/:id/recovery-link',
  summary: 'Make a link for a new password',
  description: 'Good once, for an hour. Shown once, here: give it to that person, and to nobody else.',
  access: 'admin',
  fresh: true,
  limit: 'admin',
  params,
  answers: {
    201: z
      .object({ url: z.string(), expires_at: timestampSchema })
      .check(z.meta({ id: 'MadeLink', description: 'A one-time link, shown this once.' })),
  },
  problems: [...WHOM, 'recent_sign_in_needed'],
});

export const listInvites = defineEndpoint({
  method: 'GET',
  path: '/api/system/invites',
  summary: 'List the invites',
  description:
    'Those that are open, and those that ended within 90 days; the newest first. Of their rooms those that the caller sees.',
  access: 'admin',
  limit: 'admin',
  answers: {
    200: z
      .object({ invites: z.array(inviteSchema) })
      .check(z.meta({ id: 'Invites', description: 'The links that let people in.' })),
  },
  problems: ['accounts_off'],
});

export const listInviteRooms = defineEndpoint({
  method: 'GET',
  path: '/api/system/invites/rooms',
  summary: 'List the rooms that an invite may name',
  description:
    'In their order: the open ones, and the private ones that the caller is in; none that is closed.',
  access: 'admin',
  limit: 'admin',
  answers: {
    200: z
      .object({ rooms: z.array(inviteRoomSchema) })
      .check(z.meta({ id: 'InviteRooms', description: 'The rooms that an invite may name.' })),
  },
  problems: ['accounts_off'],
});

export const createInvite = defineEndpoint({
  method: 'POST',
  path: '/api/system/invites',
  summary: 'Make an invite',
  description:
    'A link that lets people make an account. It is shown once, here. Only an owner invites admins, with a fresh sign-in; nobody ' +
    'invites owners.',
  access: 'admin',
  limit: 'admin',
  body: z.strictObject({
    role: z._default(
      z.enum(['admin', 'member', 'guest'], 'An invite is for an admin, a member or a guest.'),
      'member',
    ),
    note: z._default(
      z
        .string('A note is text.')
        .check(
          z.trim(),
          z.maxLength(80, 'A note holds at most 80 characters.'),
          z.regex(/^\P{C}*$/u, 'The note holds a character that cannot be seen.'),
        ),
      '',
    ),
    /**
     * Where guests may read; the first room where none is named. For a member, private ones as well. Only rooms that
     * whoever invites sees, that are not direct and not closed.
     */
    rooms: z.optional(
      z
        .array(roomNameSchema, 'Rooms are a list of names.')
        .check(z.maxLength(MOST_INVITE_ROOMS, `At most ${MOST_INVITE_ROOMS} rooms.`)),
    ),
    max_uses: z._default(
      z
        .int('A number of uses is whole.')
        .check(z.gte(1, 'At least once.'), z.lte(1_000, 'At most 1,000 times.')),
      1,
    ),
    expires_in_hours: z._default(
      z.int('Hours are a whole number.').check(z.gte(1, 'At least an hour.'), z.lte(720, 'At most 30 days.')),
      168,
    ),
  }),
  answers: {
    201: z
      .object({ invite: inviteSchema, url: z.string() })
      .check(z.meta({ id: 'MadeInvite', description: 'An invite with its link, shown this once.' })),
  },
  problems: [
    'room_not_found',
    'not_your_room',
    'room_closed',
    'rank_too_low',
    'recent_sign_in_needed',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});

export const revokeInvite = defineEndpoint({
  method: 'DELETE',
  path: '/api/system/invites/:id',
  summary: 'Revoke an invite',
  description: 'Nobody gets in by it any more; again changes nothing.',
  access: 'admin',
  limit: 'admin',
  params,
  answers: { 200: inviteSchema },
  problems: ['invite_not_found', 'accounts_off', 'storage_full', 'maintenance'],
});

/** Names that wrote before there were accounts, and that nobody has yet. */
export const listUnclaimedNames = defineEndpoint({
  method: 'GET',
  path: '/api/system/names',
  summary: 'List the names that nobody has',
  description:
    'Names that wrote before there were accounts, with how much and when last; at most 500, the busiest first. And names that people ' +
    'have given up, which stay theirs; at most 500, the latest first.',
  access: 'admin',
  limit: 'admin',
  answers: {
    200: z
      .object({
        names: z.array(
          z.object({
            name: personNameSchema,
            messages: z.int(),
            last_at: timestampSchema,
            assigned_to: z.nullable(personSchema),
          }),
        ),
        former_names: z.array(
          z.object({
            name: personNameSchema,
            /** Who had it. */
            person: personSchema,
            /** Since when they have another. */
            since: timestampSchema,
          }),
        ),
      })
      .check(z.meta({ id: 'Names', description: 'Names that wrote before there were accounts.' })),
  },
  problems: ['accounts_off'],
});

export const assignName = defineEndpoint({
  method: 'POST',
  path: '/api/system/names/assign',
  summary: 'Say whose a name was',
  description:
    'What was written under it before there were accounts is that person’s from now on. Can be said again; null takes it back.',
  access: 'admin',
  limit: 'admin',
  body: z.strictObject({ name: personNameSchema, person_id: z.nullable(personIdSchema) }),
  answers: {
    200: z
      .object({ messages: z.int() })
      .check(z.meta({ id: 'NameAssigned', description: 'How many messages are that person’s now.' })),
  },
  problems: [
    'person_not_found',
    'name_not_found',
    'name_taken',
    'accounts_off',
    'storage_full',
    'maintenance',
  ],
});

export const releaseFormerName = defineEndpoint({
  method: 'POST',
  path: '/api/system/names/release',
  summary: 'Let others have a name that somebody has given up',
  description: 'What they wrote under it keeps it. Whoever has it in use, or has been given it, keeps it.',
  access: 'admin',
  limit: 'admin',
  body: z.strictObject({ name: personNameSchema }),
  answers: { 204: null },
  problems: ['name_not_found', 'rank_too_low', 'accounts_off', 'storage_full', 'maintenance'],
});

const auditEntrySchema = z
  .object({
    id: z.int(),
    at: timestampSchema,
    /** Who did it: a name, `admin token`, `command line` or `server`. */
    actor: z.string(),
    /** For example `person.suspended` or `backup.restored`. */
    action: z.string(),
    /** Whom or what it was done to. */
    target: z.nullable(z.string()),
    details: z.record(z.string(), z.unknown()),
  })
  .check(z.meta({ id: 'AuditEntry', description: 'What an admin or owner did.' }));

export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const readAudit = defineEndpoint({
  method: 'GET',
  path: '/api/system/audit',
  summary: 'Read the audit log',
  description:
    'What admins, owners and the admin token did, the newest first; `before` is the id of an entry.',
  access: 'admin',
  limit: 'admin',
  query: z.strictObject({
    before: z.optional(wholeNumberSchema('An id', 1, Number.MAX_SAFE_INTEGER)),
    limit: z._default(wholeNumberSchema('A limit', 1, 200), 50),
  }),
  answers: {
    200: z
      .object({ entries: z.array(auditEntrySchema), has_more: z.boolean() })
      .check(z.meta({ id: 'Audit', description: 'A page of the audit log.' })),
  },
  problems: [],
});
