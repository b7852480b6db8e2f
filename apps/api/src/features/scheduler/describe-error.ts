import { type LoggedError, serializeError } from '../../plugins/logging/error-serializer.ts';

/** Such as "ENOENT: no such file or directory, stat '/srv/chat/data'", also from another thread, which keeps the text alone. */
const SYSTEM_ERROR = /^(E[A-Z0-9]+: [^,]+, \w+) '.*'$/s;

/**
 * What may be told of whatever was thrown, and of its causes: as much as a log line says, without the stack and the
 * paths of the machine, as alerts leave it.
 */
export function describeError(error: unknown): string {
  const messages: string[] = [];
  for (let part: LoggedError | undefined = serializeError(error); part !== undefined; part = part.cause)
    messages.push(withoutPath(String(part.message).trim()) || part.type);
  return messages.join(': ');
}

function withoutPath(message: string): string {
  return message.replace(SYSTEM_ERROR, '$1');
}
