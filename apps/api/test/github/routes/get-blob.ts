import { Refusal } from '../refusal.ts';
import { apiUrl } from '../site.ts';
import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { getParam } from './find-object.ts';

export function getBlob(call: Call): Answer {
  ensureNotEmpty(call);
  const sha = getParam(call, 'file_sha');
  const blob = call.site.repository.store.find(sha);
  if (blob?.type !== 'blob') throw new Refusal(404, 'Not Found');
  const body = {
    sha,
    node_id: Buffer.from(`B:${sha}`).toString('base64url'),
    size: blob.content.length,
    url: apiUrl(call.site, `/git/blobs/${sha}`),
    content: toLines(blob.content.toString('base64')),
    encoding: 'base64',
  };
  return { status: 200, body };
}

/** GitHub breaks base64 after sixty characters and ends it with a newline. */
function toLines(text: string): string {
  return text.replace(/.{1,60}/g, (line) => `${line}\n`);
}
