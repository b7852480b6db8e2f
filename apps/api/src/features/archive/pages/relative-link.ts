import { posix } from 'node:path';

/** How the file at one path of the repository links to another path; it means the same in Markdown and in HTML. */
export function relativeLink(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to).split('/').map(encode).join('/');
}

/** What encodeURIComponent leaves as it is though it ends a link in Markdown, or an attribute. */
function encode(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
