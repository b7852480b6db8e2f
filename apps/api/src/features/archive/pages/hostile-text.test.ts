import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderDayPages } from './render-day-pages.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** As GitHub's own: raw HTML is let through, and addresses become links; nothing here relies on a sanitiser. */
const markdown = new MarkdownIt({ html: true, linkify: true });

describe('what people write', () => {
  it.each([
    ['a heading', '# Heading\nUnderlined\n===\nAgain\n---'],
    ['lists', '- one\n* two\n+ three\n1. four\n- [x] five'],
    ['a table', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
    ['a quote and an alert', '> [!WARNING]\n> quoted'],
    ['emphasis', '*a* **b** _c_ __d__ ~~e~~ \\*f\\*'],
    ['code', '`a` ``b ` c`` ```` ``` ````'],
    ['fences', '```mermaid\ngraph TD\n```\n~~~~\n```\n~~~~~\n````````````'],
    ['a fence that nobody closes', '```js\nlet a;'],
    ['indented code', '    four\n\ttab\n  \t both'],
    [
      'links and images',
      '[a](https://a.example "b") ![c](https://d.example/e.png) [f][g]\n\n[g]: https://h.example',
    ],
    ['a footnote', 'a[^1]\n\n[^1]: b'],
    ['tags', '<script>alert(1)</script><style>*{}</style><img src=x onerror=alert(1)><b>c</b>'],
    ['an end of what the page has open', '</div></dd></dl></article>\n\n</dl>\n\n# Out'],
    ['a fold', '<details><summary>a</summary>\n\nb\n\n</details>'],
    ['comments and the like', '<!-- a --> <!-- b\n\nc <![CDATA[d]]> <?e?> <!F>'],
    ['what swallows a page', '<textarea><title><plaintext><xmp><iframe><noscript><template><!--'],
    ['entities', '&amp; &lt;b&gt; &#64; &nbsp; &copy &bogus; &'],
    [
      'addresses',
      'https://a.example/b_c?d=e#f www.g.example HTTP://H.example <https://i.example> mailto:j@k.example',
    ],
    ['an e-mail address', 'bob@example.com <bob@example.com>'],
    [
      'mentions and references',
      '@alice @org/team #1 GH-1 org/repo#2 a5c3785ed8d6a35868bc169f07e40e889087fd2e',
    ],
    ['emoji by name', ':tada: ::smile:: :+1:'],
    ['math', '$x^2$ $$\ny\n$$ $`z`$ \\(a\\) costs $5 or $6'],
    ['templates', '{{ site.title }} {% include a %} {{{ b }}} {# c #}'],
    ['front matter', '---\ntitle: a\n---'],
    ['line ends of all kinds', 'a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h'],
    ['blank lines and spaces', 'a\n\n\n  b  \n   \n c    d \n'],
    ['backslashes at line ends', 'a\\\nb\\\\\nc\\'],
    ['directions', 'a\u202eb\u202cc \u2066d\u2069 \u2067e \u200ff \u202bg שלום'],
    ['controls', '\0\x01\x07\x1b[31m\x7f\x80\x9f'],
    ['what has no width', 'a\u200bb\u2060c\ufeffd\u200de\u200cf'],
    ['what is no character', '\ud800 \udfff \ufffe \uffff'],
    ['a very long word', 'a'.repeat(4_000)],
    ['emoji', '👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽'],
    ['nothing', ''],
  ])('is shown as it was written: %s', (_, text) => {
    expectLiteral(text);
  });

  it('is shown as it was written, whatever it is', () => {
    fc.assert(
      fc.property(text, text, (author, content) => {
        expectLiteral(content, author);
      }),
      { numRuns: 500 },
    );
  });
});

const FRAGMENTS =
  '\n|\n\n|\r|\t|    |  | |#|@|$|:|.|www.|://|`|```|~~~|---|===|*|_|~~|[|]|(|)|!|<|>|/|&|;|"|\'|\\|{{|{%|^|=|-|1. |<!--|-->|' +
  '</div>|</dl>|<script>|<pre>|<br>|<![CDATA[|&#64;|&lt;|[^1]|[!NOTE]|:tada:|\u2028|\u202e|\u2067|\u2069|\0|\u0085|a|x1|\u00a0';

const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('|', ...FRAGMENTS.split('|')) },
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''));

const plain = read('x', 'x').rest;

/** The page shows it, in pieces in which GitHub finds nothing, and is otherwise the page that a plain text makes. */
function expectLiteral(content: string, author = 'alice'): void {
  const page = read(author, content);
  expect(page.author).toBe(normalise(author));
  expect(page.content).toBe(normalise(content));
  expect(page.rest).toEqual(plain);
  expect(page.pieces.filter((piece) => MEANS_SOMETHING.test(piece))).toEqual([]);
  expect(page.source).not.toMatch(HIDDEN);
  expect(page.source).not.toMatch(TEMPLATE);
}

/** Mentions, references, math, emoji and addresses, where they stand in one piece of text. */
const MEANS_SOMETHING = /.[@#$]|[@#$].|:\S|www\../i;
/** Controls and what sets directions, of which no source shows anything. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const TEMPLATE = /\{[{%]/;

/** What the page cannot show as it is: kinds of line ends, tabs, and what kind of space it is. */
function normalise(text: string): string {
  return text
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', '    ')
    .replaceAll('\u00a0', ' ');
}

function read(author: string, content: string) {
  const message = { id: '', author, content, created_at: '2026-11-20T09:12:00.000Z', segmentPath: 'rooms/s' };
  const [page] = renderDayPages({ room: 'general', day: '2026-11-20', messages: [message] });
  const source = String(page?.content);
  const root = parseFragment(markdown.render(source));
  const [name, said] = [find(root, 'dt'), find(root, 'div')];
  const pieces = [name, said].flatMap((node) => listPieces(node));
  const shown = { author: show(name), content: show(said, /^09:12 ?/) };
  empty(name);
  empty(said);
  const tokens = markdown
    .parse(source, {})
    .map(({ type, level, children }) => [type, level, children?.length]);
  return { ...shown, source, pieces, rest: { tokens, elements: outline(root) } };
}

function find(node: Node, name: string): Node {
  const found = listAll(node).filter(({ nodeName }) => nodeName === name);
  expect(found, name).toHaveLength(1);
  return found[0] as Node;
}

function listAll(node: Node): Node[] {
  return [node, ...childrenOf(node).flatMap(listAll)];
}

/** As a browser shows it: of spaces and line ends in the source it leaves one space, and none beside a line break. */
function show(node: Node, before = /^/): string {
  return flatten(node)
    .replace(/[ \t\n\r\f]+/g, ' ')
    .replace(/ ?\v ?/g, '\v')
    .replace(/^ | $/g, '')
    .replace(before, '')
    .replaceAll('\v', '\n')
    .replaceAll('\u00a0', ' ')
    .replace(/U\+([0-9A-F]{4})\0/g, (_, number: string) => String.fromCharCode(Number.parseInt(number, 16)));
}

/** A line break as \v, and a zero after a number that stands for what has no look: neither is in a page. */
function flatten(node: Node): string {
  if (node.nodeName === 'br') return '\v';
  if ('value' in node) return node.value;
  const inside = childrenOf(node).map(flatten).join('');
  return node.nodeName === 'code' ? `${inside}\0` : inside;
}

/** The text that stands by itself in an element; no other element is there than those that the page may use. */
function listPieces(node: Node): string[] {
  const inside = listAll(node).slice(1);
  expect(inside.filter(({ nodeName }) => !['#text', 'a', 'br', 'code', 'span'].includes(nodeName))).toEqual(
    [],
  );
  return inside.flatMap((each) =>
    'value' in each && each.parentNode?.nodeName !== 'a' ? [each.value.replaceAll('\n', '')] : [],
  );
}

/** Leaves of a message its time. */
function empty(node: Node): void {
  if ('childNodes' in node) node.childNodes = node.childNodes.filter(({ nodeName }) => nodeName === 'a');
}

/** Everything of a page but the line ends. */
function outline(node: Node): unknown {
  if ('value' in node) return node.value.trim();
  const attributes = 'attrs' in node ? node.attrs.map(({ name, value }) => `${name}=${value}`) : [];
  return [node.nodeName, ...attributes, ...childrenOf(node).map(outline)];
}

function childrenOf(node: Node): Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}
