export interface TextSegment {
  readonly text: string;
  /** Missing where the text is no link. */
  readonly href?: string;
}

const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"]+/giu;
/** Punctuation that ends the sentence rather than the address. */
const TRAILING = /[.,;:!?'"”’»…*_~]+$/u;

/** Cuts text into plain stretches and links. Only http, https and mailto become links. */
export function linkify(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailingPunctuation(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index) });
    segments.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
  return segments;
}

function withoutTrailingPunctuation(address: string): string {
  const trimmed = address.replace(TRAILING, '');
  const closesTooOften = trimmed.endsWith(')') && count(trimmed, ')') > count(trimmed, '(');
  if (closesTooOften) return withoutTrailingPunctuation(trimmed.slice(0, -1));
  return trimmed;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
