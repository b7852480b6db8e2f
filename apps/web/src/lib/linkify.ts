export interface TextSegment {
  readonly text: string;
  /** Missing where the text is no link. */
  readonly href?: string;
}

const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"]+/giu;
/** Punctuation that ends the sentence rather than the address. */
const TRAILING: ReadonlySet<string> = new Set('.,;:!?\'"”’»…*_~');

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

/** One walk back from the end: strangers write these texts, and may write them to take long. */
function withoutTrailingPunctuation(address: string): string {
  let unopened = count(address, ')') - count(address, '(');
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened--;
    else if (!TRAILING.has(last)) break;
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
