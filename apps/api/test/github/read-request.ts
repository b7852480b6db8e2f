import type { IncomingMessage } from 'node:http';
import { checkRequest } from './contract/check-request.ts';
import type { Target } from './find-operation.ts';

export interface ReadRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Where it is not what GitHub's description says. */
  readonly problems: readonly string[];
}

export async function readRequest(request: IncomingMessage, target: Target): Promise<ReadRequest> {
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const query = Object.fromEntries(searchParams);
  const text = await readText(request);
  const body = text === '' ? undefined : parse(text);
  return { query, body, problems: checkRequest(target.operation, { path: target.params, query, body }) };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** What is no JSON stays text, which no schema of a body allows. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
