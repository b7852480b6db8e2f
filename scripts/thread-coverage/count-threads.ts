import v8 from '@vitest/coverage-v8';
import { align, type FileCoverage } from './align.ts';

interface Script {
  /** Run by a thread or a process that a test has started, as Node runs it: its offsets are those of the file. */
  readonly isExtendedContext?: boolean;
}

interface CoverageFile {
  readonly result: readonly Script[];
}

interface Reading {
  readonly onFileRead: (coverage: CoverageFile) => void;
}

/** What is used of Vitest's provider beyond its types, which keep it private. */
interface Provider {
  readCoverageFiles(reading: Reading): Promise<void>;
  convertCoverage(
    ...args: unknown[]
  ): Promise<{ readonly data: Record<string, { readonly data: FileCoverage }> }>;
}

/**
 * Vitest's own V8 coverage, but for one fault (5.1.0): with `autoAttachSubprocess` it adds up the offsets of a file that
 * a test ran through Vite and of the same file in a thread, though these are offsets of different texts. Here each is
 * converted by itself, and what comes of it is added up; where the two cannot be laid upon each other, what the thread
 * ran is left out.
 */
// biome-ignore lint/style/noDefaultExport: it is what Vitest takes of the module of a provider
export default {
  // Whether coverage was begun Vitest keeps by process and its session by object: with a copy of the object for each
  // time that this module is run, the second would have none.
  startCoverage: v8.startCoverage?.bind(v8),
  takeCoverage: v8.takeCoverage?.bind(v8),
  stopCoverage: v8.stopCoverage?.bind(v8),
  async getProvider() {
    const provider = await v8.getProvider();
    convertApart(provider as unknown as Provider);
    return provider;
  },
};

function convertApart(provider: Provider): void {
  const readCoverageFiles = provider.readCoverageFiles.bind(provider);
  provider.readCoverageFiles = async (reading) => {
    for (const inThreads of [false, true])
      await readCoverageFiles({
        ...reading,
        onFileRead: (file) => reading.onFileRead(only(inThreads, file)),
      });
  };

  const convertCoverage = provider.convertCoverage.bind(provider);
  const known = new Map<string, FileCoverage>();
  provider.convertCoverage = async (...args) => {
    const coverage = await convertCoverage(...args);
    for (const { data } of Object.values(coverage.data))
      if (!alignWithKnown(known, data)) delete coverage.data[data.path];
    return coverage;
  };
}

const only = (inThreads: boolean, { result, ...file }: CoverageFile): CoverageFile => ({
  ...file,
  result: result.filter(({ isExtendedContext = false }) => isExtendedContext === inThreads),
});

/** @returns false where it cannot be, and so must not be added. */
function alignWithKnown(known: Map<string, FileCoverage>, file: FileCoverage): boolean {
  const first = known.get(file.path);
  if (first !== undefined) return align(file, first);
  known.set(file.path, file);
  return true;
}
