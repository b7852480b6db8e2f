import { type LoggedError, serializeError } from '../../plugins/logging/error-serializer.ts';

/** What may be told of whatever was thrown, and of its causes: as much as a log line says, without the stack. */
export function describeError(error: unknown): string {
  const messages: string[] = [];
  for (let part: LoggedError | undefined = serializeError(error); part !== undefined; part = part.cause)
    messages.push(String(part.message).trim() || part.type);
  return messages.join(': ');
}
