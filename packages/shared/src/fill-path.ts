import type { Endpoint } from './endpoint.ts';

/** The path of an endpoint with its parameters in place, each encoded. */
export function fillPath(
  { path }: Pick<Endpoint, 'path'>,
  params: Readonly<Record<string, unknown>> = {},
): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
}
