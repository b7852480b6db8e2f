import { readEnvironment } from '../../config/read-environment.ts';
import { type Config, ConfigError, parseConfig, type Secrets } from '../../config.ts';

export interface Settings {
  /** Those that are right, and the defaults for the others; null where not even these can be told. */
  readonly usable: { readonly config: Config; readonly secrets: Secrets } | null;
  readonly mistakes: ConfigError['mistakes'];
  readonly given: Given;
}

interface Given {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The names that stand in `.env`. */
  readonly inFile: readonly string[];
}

/** The settings as the server reads them, and what is left of them where the server would not start. */
export function readSettings(): Settings {
  try {
    return parse(readEnvironment());
  } catch (error) {
    // A .env that cannot be read: whatever else were looked at would be looked at in the wrong place.
    return { usable: null, mistakes: mistakesOf(error), given: { variables: {}, inFile: [] } };
  }
}

function parse(given: Given): Settings {
  const { variables, inFile } = given;
  try {
    return { usable: parseConfig(variables, inFile), mistakes: [], given };
  } catch (error) {
    const mistakes = mistakesOf(error);
    const names = mistakes.map(({ variable }) => variable);
    const usable =
      tryToParse(without(variables, (name) => names.includes(name))) ??
      tryToParse(without(variables, (name) => names.some((wrong) => familyOf(wrong) === familyOf(name))));
    return { usable, mistakes, given };
  }
}

function mistakesOf(error: unknown): ConfigError['mistakes'] {
  if (error instanceof ConfigError) return error.mistakes;
  throw error;
}

function tryToParse(variables: Given['variables']): Settings['usable'] {
  try {
    // Nothing is opened to anybody here, and whether it should be has been said.
    return parseConfig({ ...variables, ALLOW_OPEN_ACCESS: 'yes' });
  } catch {
    return null;
  }
}

function without(variables: Given['variables'], isLeftOut: (name: string) => boolean): Given['variables'] {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isLeftOut(name)));
}

/** Variables that contradict each other, or lack each other, begin alike. */
function familyOf(name: string): string {
  const [family = ''] = name.split('_');
  return family === 'SMTP' ? 'ALERT' : family;
}
