import { parseArgs } from 'node:util';

export const MEASURES = [
  'posts',
  'polls',
  'history',
  'pollers',
  'team',
  'start',
  'memory',
  'breaches',
  'health',
  'backup',
  'restore',
  'archive',
  'verify',
  'archive-restore',
] as const;
export type MeasureName = (typeof MEASURES)[number];

export interface Arguments {
  readonly quick: boolean;
  readonly only: readonly MeasureName[];
  readonly jsonFile: string | undefined;
  readonly build: boolean;
  /** The server's entry; undefined for the build of this checkout. */
  readonly serverFile: string | undefined;
  readonly help: boolean;
}

export const USAGE = `npm run bench -- [options]

  --quick          fewer and shorter rounds
  --only <list>    some of ${MEASURES.join(',')}
  --json <file>    writes the results there as well
  --no-build       measures apps/api/dist as it is
  --server <file>  measures another build
  --help           prints this`;

/** What the command line asks for; throws with a sentence that helps where it is wrong. */
export function parseArguments(words: readonly string[]): Arguments {
  const { values } = parseArgs({
    // pnpm hands on the `--` that npm needs.
    args: words.filter((word) => word !== '--'),
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: MEASURES.join(',') },
      json: { type: 'string' },
      server: { type: 'string' },
      build: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, build, help, json: jsonFile, server: serverFile } = values;
  return {
    quick,
    build: build && serverFile === undefined,
    serverFile,
    help,
    jsonFile,
    only: values.only.split(',').map(toMeasureName),
  };
}

function toMeasureName(word: string): MeasureName {
  const found = MEASURES.find((name) => name === word.trim());
  if (found === undefined)
    throw new Error(`There is no "${word}" to measure; there are ${MEASURES.join(', ')}.`);
  return found;
}
