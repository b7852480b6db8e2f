import { sep } from 'node:path';
import type { Plugin } from 'vite';

const WIRE_FORMAT = ['packages', 'shared', 'src', ''].join(sep);
const DOCUMENTATION: ReadonlySet<string> = new Set(['summary', 'description', 'title']);

/** Takes out what packages/shared says for readers of the API's documentation alone: more than a kilobyte of the page. */
export function leaveOutDocumentation(): Plugin {
  return {
    name: 'bookchat:leave-out-documentation',
    apply: 'build',
    transform(code, id) {
      return id.includes(WIRE_FORMAT) ? withoutDocumentation(code, this.parse(code)) : null;
    },
  };
}

/** `program` is that of `code`, in the form of ESTree. */
export function withoutDocumentation(code: string, program: object): string {
  let rest = '';
  let end = 0;
  for (const cut of findCuts(program)) {
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
  if (isCheckOfMeta(part)) {
    const { object } = part['callee'] as { object: SyntaxNode };
    return [...findCuts(object), ...cutMeta(part, object)];
  }
  return Object.values(part).flatMap(findCuts);
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
