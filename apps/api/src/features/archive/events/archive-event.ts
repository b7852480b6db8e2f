import {
  messageContentSchema,
  messageIdSchema,
  personNameSchema,
  roomDescriptionSchema,
  roomNameSchema,
  roomTitleSchema,
  timestampSchema,
} from '@bookchat/shared';
import * as z from 'zod/mini';

/** Of the events' format; a newer one may add types, which this version keeps as they are. */
export const EVENT_SCHEMA = 1;

const position = z.int().check(z.positive());

/** A line of a segment: everything that a restore needs, with its keys in this order. `id` is the message it is about. */
export const messageCreatedSchema = z.strictObject({
  schema: z.literal(EVENT_SCHEMA),
  type: z.literal('message.created'),
  position,
  id: messageIdSchema,
  room: roomNameSchema,
  author: personNameSchema,
  content: messageContentSchema,
  created_at: timestampSchema,
});

export const messageEditedSchema = z.strictObject({
  schema: z.literal(EVENT_SCHEMA),
  type: z.literal('message.edited'),
  position,
  id: messageIdSchema,
  room: roomNameSchema,
  content: messageContentSchema,
  edited_at: timestampSchema,
});

export const messageDeletedSchema = z.strictObject({
  schema: z.literal(EVENT_SCHEMA),
  type: z.literal('message.deleted'),
  position,
  id: messageIdSchema,
  room: roomNameSchema,
  deleted_at: timestampSchema,
});

/** What a room is called, and for whom it is, from then on. `id` is the event's own. */
export const roomChangedSchema = z.strictObject({
  schema: z.literal(EVENT_SCHEMA),
  type: z.literal('room.changed'),
  position,
  id: messageIdSchema,
  room: roomNameSchema,
  title: roomTitleSchema,
  description: roomDescriptionSchema,
  kind: z.enum(['open', 'private']),
  closed_at: z.nullable(timestampSchema),
  /** Where it stands among the rooms; smaller is higher. */
  place: z.int().check(z.positive()),
  changed_at: timestampSchema,
});

/** What every event has, also one of a type that this version does not know. */
export const anyEventSchema = z.looseObject({
  schema: z.int().check(z.positive()),
  type: z.string().check(z.regex(/^[a-z]+(?:\.[a-z_]+)+$/)),
  position,
  room: roomNameSchema,
});

export type MessageCreated = z.infer<typeof messageCreatedSchema>;
export type MessageEdited = z.infer<typeof messageEditedSchema>;
export type MessageDeleted = z.infer<typeof messageDeletedSchema>;
export type RoomChanged = z.infer<typeof roomChangedSchema>;
export type ArchiveEvent = MessageCreated | MessageEdited | MessageDeleted | RoomChanged;
