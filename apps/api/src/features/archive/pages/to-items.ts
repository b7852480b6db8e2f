import { literalHtml } from './literal-html.ts';
import { relativeLink } from './relative-link.ts';

/** A message as a page is made of it. */
export interface PageMessage {
  readonly id: string;
  readonly author: string;
  readonly content: string;
  readonly created_at: string;
  /** Of the file that holds its event. */
  readonly segmentPath: string;
}

/** A message as HTML. */
export interface PageItem {
  /** Opens the group of messages that this one is the first of. */
  readonly head: string;
  readonly body: string;
  /** Whether it stands in the group of the message before it. */
  readonly continues: boolean;
}

export const GROUP_END = '</dd>\n</dl>\n';
/** Messages of one author that follow each other within this time stand together, as they do in the chat. */
const GROUP_WITHIN_MS = 5 * 60_000;

/** @param path of the page. */
export function* toItems(path: string, messages: Iterable<PageMessage>): Generator<PageItem> {
  let previous: PageMessage | null = null;
  for (const message of messages) {
    const continues = previous !== null && belongsTo(previous, message);
    yield { head: renderHead(message), body: renderBody(path, message), continues };
    previous = message;
  }
}

function belongsTo(previous: PageMessage, { author, created_at }: PageMessage): boolean {
  const apart = Date.parse(created_at) - Date.parse(previous.created_at);
  return previous.author === author && Math.abs(apart) <= GROUP_WITHIN_MS;
}

/** `dir` keeps what a name or a message does to directions within its element, and lets it have its own. */
function renderHead({ author }: PageMessage): string {
  return `<dl>\n<dt dir="auto">${literalHtml(author)}</dt>\n<dd>\n`;
}

function renderBody(path: string, { content, created_at, segmentPath }: PageMessage): string {
  const time = `<a href="${relativeLink(path, segmentPath)}">${created_at.slice(11, 16)}</a>`;
  return `<div dir="auto">${time} ${literalHtml(content)}</div>\n`;
}
