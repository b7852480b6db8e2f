import { sep } from 'node:path';
import type { Plugin } from 'vite';

const WIRE_FORMAT = ['packages', 'shared', 'src', ''].join(sep);
const DOCUMENTATION: ReadonlySet<string> = new Set(['summary', 'description', 'title']);
/** Fields that nobody types: what is wrong with one is said by the server, or to nobody. */
const UNTYPED = /(?:cursor|git-commit-hash|message-id|timestamp)\.ts$/;
/** What an endpoint says of a request is for the server, which checks it; the page only has its types. */
const REQUEST: ReadonlySet<string> = new Set(['params', 'query', 'body', 'problems']);

/** Takes out what packages/shared says for readers of the API's documentation and for the server alone: kilobytes of the page. */
export function leaveOutDocumentation(): Plugin {
  return {
    name: 'bookchat:leave-out-documentation',
    apply: 'build',
    transform(code, id) {
      if (!id.includes(WIRE_FORMAT)) return null;
      const rest = withoutDocumentation(code, this.parse(code));
      return UNTYPED.test(id) ? withoutSentences(rest, this.parse(rest)) : rest;
    },
  };
}

/** `program` is that of `code`, in the form of ESTree. */
export function withoutDocumentation(code: string, program: object): string {
  return cutOut(code, findCuts(program));
}

/** Takes out what a schema says to whoever does not fit it: `z.string('A cursor is text.')`. */
export function withoutSentences(code: string, program: object): string {
  return cutOut(code, findSentences(program));
}

function findSentences(part: unknown): Cut[] {
  if (Array.isArray(part)) return part.flatMap(findSentences);
  if (!isNode(part)) return [];
  if (part.type === 'Literal' && /^[A-Z].* .*\.$/.test(String(part['value'])) && isText(part))
    return [{ ...spanOf(part), instead: "''" }];
  return Object.values(part).flatMap(findSentences);
}

function cutOut(code: string, cuts: readonly Cut[]): string {
  let rest = '';
  let end = 0;
  for (const cut of cuts) {
    rest += code.slice(end, cut.start) + cut.instead;
    end = cut.end;
  }
  return rest + code.slice(end);
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

/** In the order of the text, and none within another. */
function findCuts(part: unknown): Cut[] {
  if (Array.isArray(part)) return part.flatMap(findCuts);
  if (!isNode(part)) return [];
  if (isProse(part)) return [{ ...spanOf(part['value'] as SyntaxNode), instead: "''" }];
  if (isCallOf(part, 'defineEndpoint')) return argumentsOf(part).flatMap(cutRequest);
  if (isCheckOfMeta(part)) {
    const { object } = part['callee'] as { object: SyntaxNode };
    return [...findCuts(object), ...cutMeta(part, object)];
  }
  return Object.values(part).flatMap(findCuts);
}

/** Of an endpoint remain its method, its path and its answers. */
function cutRequest(endpoint: SyntaxNode): Cut[] {
  const properties = endpoint['properties'] as SyntaxNode[];
  return properties.flatMap((property) =>
    REQUEST.has(nameOf(property['key']))
      ? [{ ...spanOf(property), instead: `${nameOf(property['key'])}: undefined` }]
      : findCuts(property),
  );
}

function isCallOf({ type, callee }: SyntaxNode, name: string): boolean {
  return type === 'CallExpression' && nameOf(callee) === name;
}

/** `summary: 'Ask what is new'` */
function isProse({ type, key, value }: SyntaxNode): boolean {
  return type === 'Property' && DOCUMENTATION.has(nameOf(key)) && isText(value);
}

/** A text, or several that are joined by +. */
function isText(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (value.type === 'BinaryExpression') return isText(value['left']) && isText(value['right']);
  return value.type === 'Literal' && typeof value['value'] === 'string';
}

/** `schema.check(…, z.meta({ … }))`: what `meta` notes is the last to be said of a schema. */
function isCheckOfMeta(node: SyntaxNode): boolean {
  return isMethodCall(node, 'check') && isMethodCall(argumentsOf(node).at(-1), 'meta');
}

function cutMeta(call: SyntaxNode, schema: SyntaxNode): Cut[] {
  const checks = argumentsOf(call).slice(0, -1);
  const last = checks.at(-1);
  if (last === undefined) return [{ start: schema.end, end: call.end, instead: '' }];
  return [...findCuts(checks), { start: last.end, end: call.end, instead: ')' }];
}

function isMethodCall(node: SyntaxNode | undefined, name: string): node is SyntaxNode {
  const callee = node?.type === 'CallExpression' ? node['callee'] : null;
  return isNode(callee) && callee.type === 'MemberExpression' && nameOf(callee['property']) === name;
}

function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  return call['arguments'] as SyntaxNode[];
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node['name'] === 'string' ? node['name'] : '';
}

function spanOf({ start, end }: SyntaxNode): Omit<Cut, 'instead'> {
  return { start, end };
}

function isNode(part: unknown): part is SyntaxNode {
  return typeof part === 'object' && part !== null && 'type' in part;
}
