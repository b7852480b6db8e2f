import { type Operation, operations } from './operations.ts';

export interface Target {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** Values that may hold slashes; clients send them as they are or as `%2F`, and GitHub takes both. */
const WITH_SLASHES = ['ref', 'path', 'tree_sha', 'commit_sha', 'basehead'];

const routes = Object.entries(operations).map(([operation, route]) => {
  const [method, template = ''] = route.split(' ');
  const pattern = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    WITH_SLASHES.includes(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return { operation: operation as Operation, method, pattern: new RegExp(`^${pattern}$`) };
});

export function findOperation(method: string, pathname: string): Target | undefined {
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(pathname) : null;
    if (match === null) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]);
    return { operation: route.operation, params: Object.fromEntries(params) };
  }
  return undefined;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
