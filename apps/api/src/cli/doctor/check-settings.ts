import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { variablesSchema } from '../../config/variables.ts';
import { type Finding, fault, fine, notice } from './finding.ts';
import type { Settings } from './settings.ts';

const MAX_NAMED = 8;

/** What the server would say of its settings at the start, and where they come from. */
export function checkSettings({ mistakes, given }: Settings): Finding[] {
  if (mistakes.length > 0)
    return mistakes.map(({ variable, message }) => fault(`${variable} ${message}`, WHAT_TO_DO));
  return [describeEnvironment(given), fine(describeSources(given))];
}

const WHAT_TO_DO =
  'Set it right in .env, or where the server gets its environment from; .env.example says what each variable takes.';

function describeEnvironment({ variables }: Settings['given']): Finding {
  const environment = variables['NODE_ENV'] ?? '';
  if (environment === 'test')
    return notice(
      'NODE_ENV is test, whose defaults keep nothing: they are for the tests of BookChat itself.',
      'Set NODE_ENV to production or development.',
    );
  return environment === ''
    ? fine('NODE_ENV is not set: the defaults are those of development.')
    : fine(`NODE_ENV is ${environment}, which picks the defaults.`);
}

function describeSources({ variables, inFile }: Settings['given']): string {
  const known = Object.keys(variablesSchema.shape).filter((name) => (variables[name] ?? '') !== '');
  const fromFile = known.filter((name) => inFile.includes(name));
  const fromElsewhere = known.filter((name) => !inFile.includes(name));
  const file = resolve('.env');
  const where = existsSync(file) ? `${file} sets ${list(fromFile)}` : `there is no ${file}`;
  return `${where}; the environment sets ${list(fromElsewhere)}; all else is as by default.`;
}

/** By name alone: a value may be a secret. */
function list(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  if (names.length > MAX_NAMED) return `${names.length} variables`;
  return names.join(', ');
}
