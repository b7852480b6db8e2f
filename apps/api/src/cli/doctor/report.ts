import { countOf } from '../../lib/count-of.ts';
import { toPlainLine } from '../../lib/to-plain-line.ts';
import type { Finding } from './finding.ts';

export interface Report {
  /** Prints what was found. */
  add(about: string, findings: readonly Finding[]): void;
  hasFaults(): boolean;
  /** All of it in a line. */
  sum(): string;
}

const MARKS = { fine: '✓', notice: '!', fault: '✗' } as const;
const MAX_LINE = 1_000;

export function createReport(print: (line: string) => void): Report {
  const counts = { fine: 0, notice: 0, fault: 0 };

  return {
    add(about, findings) {
      for (const finding of findings) {
        counts[finding.mark] += 1;
        print(toPlainLine(`${MARKS[finding.mark]} ${about}: ${finding.words}`, MAX_LINE));
        if (finding.mark !== 'fine') print(`  ${toPlainLine(finding.advice, MAX_LINE)}`);
      }
    },
    hasFaults: () => counts.fault > 0,
    sum: () => describe(counts),
  };
}

function describe({ notice, fault }: { readonly notice: number; readonly fault: number }): string {
  if (notice + fault === 0) return 'All is well.';
  const looks = `${countOf(notice, 'thing')} deserve${notice === 1 ? 's' : ''} a look (${MARKS.notice})`;
  if (fault === 0) return `It works; ${looks}.`;
  const faults = `${countOf(fault, 'thing')} ${fault === 1 ? 'does' : 'do'} not work (${MARKS.fault})`;
  return notice === 0 ? `${faults}.` : `${faults}, and ${looks}.`;
}
