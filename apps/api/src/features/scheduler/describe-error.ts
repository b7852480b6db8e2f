import { type LoggedError, serializeError } from '../../plugins/logging/error-serializer.ts';

const MAX_LENGTH = 500;

/** What may be told of whatever was thrown, and of its causes: as much as a log line says, without the stack. */
export function describeError(error: unknown): string {
  const messages: string[] = [];
  for (let part: LoggedError | undefined = serializeError(error); part !== undefined; part = part.cause)
    messages.push(part.message.trim() === '' ? part.type : part.message.trim());
  return shorten(messages.join(': '));
}

/** At most 500 characters, of which none is half. */
export function shorten(text: string): string {
  return (text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`).toWellFormed();
}
