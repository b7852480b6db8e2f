import { styleText } from 'node:util';
import type { Counts, FinishedStep } from './step.ts';

const marks = {
  passed: styleText('green', '✓'),
  failed: styleText('red', '✗'),
  skipped: styleText('yellow', '–'),
  unsteady: styleText('yellow', '!'),
};

const MAX_LISTED = 20;

export const heading = (name: string) => `\n${styleText('bold', `── ${name} `.padEnd(72, '─'))}`;

/** A table of the steps and, alone on the last line, `N passed, N failed` over all tests. */
export function summaryLines(steps: readonly FinishedStep[]): string[] {
  const width = Math.max(...steps.map(({ name }) => name.length));
  const rows = steps.map(({ name, outcome, seconds }) => {
    const counts = 'counts' in outcome && outcome.counts ? countsLine(outcome.counts) : '';
    const said = counts || firstLine(outcome.note ?? '');
    return ` ${marks[outcome.state]} ${name.padEnd(width)}  ${duration(seconds)}  ${said}`.trimEnd();
  });
  const whole = duration(steps.reduce((sum, { seconds }) => sum + seconds, 0));
  return [
    heading('Summary'),
    ...rows,
    `   ${'Together'.padEnd(width)}  ${whole}`,
    '',
    ...listTests(steps, 'unsteady', ' (passed only when run again: mend it)'),
    ...listTests(steps, 'failures'),
    countsLine(total(steps)),
  ];
}

/** Tests by name: of a long log the end may be all that somebody sees. */
function listTests(steps: readonly FinishedStep[], which: 'failures' | 'unsteady', note = ''): string[] {
  const tests = steps.flatMap(({ outcome }) => ('counts' in outcome && outcome.counts?.[which]) || []);
  const mark = which === 'failures' ? marks.failed : marks.unsteady;
  const listed = tests.slice(0, MAX_LISTED).map((test) => ` ${mark} ${test.replace(/$/m, note)}`);
  const more = tests.length - listed.length;
  return [...listed, ...(more > 0 ? [`   and ${more} more`] : []), ...(listed.length > 0 ? [''] : [])];
}

/** A step that fails without a failed test of its own (types, lint, coverage) counts as one. */
function total(steps: readonly FinishedStep[]): Counts {
  const sum: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of steps) {
    const counts =
      'counts' in outcome && outcome.counts ? outcome.counts : { passed: 0, failed: 0, skipped: 0 };
    sum.passed += counts.passed;
    sum.failed += Math.max(counts.failed, outcome.state === 'failed' ? 1 : 0);
    sum.skipped += counts.skipped;
  }
  return sum;
}

function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = (seconds - minutes * 60).toFixed(1);
  return `${minutes > 0 ? `${minutes} min ` : ''}${rest} s`.padStart(12);
}
