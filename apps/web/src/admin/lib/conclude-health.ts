import type { Health } from '@bookchat/shared';
import { SERVICE_NAMES } from './service-names.ts';

/** The one thing to know of the server's health. */
export function concludeHealth({ status, services }: Pick<Health, 'status' | 'services'>): string {
  const ailing = SERVICE_NAMES.filter(([key]) => isAiling(services[key].status)).map(([, name]) => name);
  if (status === 'healthy') return 'All is well';
  if (status === 'unhealthy')
    return `The chat does not work. Look at ${inWords(ailing, 'the messages below')}`;
  return `The chat works. Look at ${inWords(ailing, 'the messages below')}`;
}

function isAiling(status: string): boolean {
  return status === 'degraded' || status === 'unhealthy';
}

function inWords(names: readonly string[], none: string): string {
  const [first, ...rest] = names.map((name) => `the ${name.toLowerCase()}`);
  if (first === undefined) return none;
  const last = rest.pop();
  return last === undefined ? first : `${[first, ...rest].join(', ')} and ${last}`;
}
