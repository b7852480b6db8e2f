import type { JobProgress } from '../lib/run-in-worker.ts';

export interface ProgressDisplay {
  show(progress: JobProgress): void;
  /** Leaves the place to what comes next. */
  end(): void;
}

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

const CLEAR_LINE = '\r\u001b[K';

/** How far something is: one line that changes where a person watches, else one for each step. */
export function showProgress(output: Output = process.stderr): ProgressDisplay {
  return output.isTTY ? changingLine(output) : lineForEachStep(output);
}

function changingLine(output: Output): ProgressDisplay {
  let shown = '';
  return {
    show({ step, part }) {
      const line = `${step} … ${Math.floor(part * 100)} %`;
      if (line !== shown) output.write(CLEAR_LINE + line);
      shown = line;
    },
    end: () => void output.write(CLEAR_LINE),
  };
}

function lineForEachStep(output: Output): ProgressDisplay {
  let shown = '';
  return {
    show({ step }) {
      if (step !== shown) output.write(`${step} …\n`);
      shown = step;
    },
    end: () => {},
  };
}
