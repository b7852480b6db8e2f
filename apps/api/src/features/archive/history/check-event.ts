import type * as z from 'zod/mini';
import { toPlainLine } from '../../../lib/to-plain-line.ts';
import {
  type ArchiveEvent,
  anyEventSchema,
  EVENT_SCHEMA,
  messageCreatedSchema,
  messageDeletedSchema,
  messageEditedSchema,
  roomChangedSchema,
} from '../events/archive-event.ts';

/** What every event has. */
export type AnyEvent = Pick<z.infer<typeof anyEventSchema>, 'schema' | 'type' | 'position' | 'room'>;

export type CheckedEvent =
  | { readonly kind: 'event'; readonly event: ArchiveEvent }
  /** Of a type that this version does not know, or of a newer schema. */
  | { readonly kind: 'unknown'; readonly event: AnyEvent }
  | { readonly kind: 'refused'; readonly reason: string };

const KNOWN = new Map<unknown, z.ZodMiniType<ArchiveEvent>>([
  ['message.created', messageCreatedSchema],
  ['message.edited', messageEditedSchema],
  ['message.deleted', messageDeletedSchema],
  ['room.changed', roomChangedSchema],
]);

/** Holds what stood in a line against the schemas of the events. Nothing of it is kept but what they name. */
export function checkEvent(json: unknown): CheckedEvent {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { kind: 'refused', reason: 'It is JSON, but no event.' };
  const { schema, type } = json as { schema?: unknown; type?: unknown };
  const known = schema === EVENT_SCHEMA ? KNOWN.get(type) : undefined;
  if (known !== undefined) {
    const parsed = known.safeParse(json, IN_WORDS);
    return parsed.success ? { kind: 'event', event: parsed.data } : refuse(parsed.error);
  }
  const any = anyEventSchema.safeParse(json, IN_WORDS);
  if (!any.success) return refuse(any.error);
  const { position, room } = any.data;
  return { kind: 'unknown', event: { schema: any.data.schema, type: any.data.type, position, room } };
}

const MAX_NAME = 40;
/** For what the schemas have no words of their own; Zod's would depend on which of its builds are loaded beside. */
const IN_WORDS = { error: () => 'It is missing, or not as it must be.' };

function refuse({ issues }: z.core.$ZodError): CheckedEvent {
  const [issue] = issues;
  if (issue?.code === 'unrecognized_keys') {
    const name = toPlainLine(String(issue.keys[0]), MAX_NAME);
    return { kind: 'refused', reason: `It holds "${name}", which no event of its type has.` };
  }
  return { kind: 'refused', reason: `"${issue?.path.join('.')}": ${issue?.message}` };
}
