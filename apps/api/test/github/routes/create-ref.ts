import { Refusal } from '../refusal.ts';
import { apiUrl } from '../site.ts';
import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { ensureSha } from './ensure-sha.ts';
import { presentRef } from './present-ref.ts';

export function createRef(call: Call): Answer {
  ensureNotEmpty(call);
  const { ref, sha } = call.body as { ref: string; sha: string };
  const { repository } = call.site;
  ensureRefName(ref);
  ensureSha('sha', sha);
  if (repository.readCommit(sha) === undefined) throw new Refusal(422, 'Object does not exist');
  if (!repository.moveRef(ref, null, sha)) throw new Refusal(422, 'Reference already exists');
  return {
    status: 201,
    body: presentRef(call.site, ref, sha),
    headers: { location: apiUrl(call.site, `/git/${ref}`) },
  };
}

/** The rules of `git check-ref-format` that a client might break. */
function ensureRefName(ref: string): void {
  const parts = ref.split('/');
  if (parts.length < 3 || parts[0] !== 'refs')
    throw new Refusal(422, 'Reference name must contain at least three slash-separated components.');
  const isBad = parts.some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git forbids them too.
  if (isBad || /\.\.|@\{|[\u0000-\u0020\u007f~^:?*[\\]|\.$/.test(ref))
    throw new Refusal(422, `${ref} is not a valid ref name.`);
}
