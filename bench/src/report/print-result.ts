import type { Result, Row, Verdict } from '../results.ts';
import { formatNumber } from './format-number.ts';

/** A table of absolute figures, then how they stand to each other and to the targets. */
export function printResult({ title, rows, verdicts, notes }: Result): void {
  console.log(`\n${title}`);
  for (const line of formatTable(rows)) console.log(`  ${line}`);
  for (const verdict of verdicts) console.log(`  ${formatVerdict(verdict)}`);
  for (const note of notes) console.log(`  ! ${note}`);
}

function formatTable(rows: readonly Row[]): string[] {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const lines = rows.map(({ name, figures }) => [
    name,
    ...columns.map((column) => formatNumber(figures[column])),
  ]);
  return alignColumns([['', ...columns], ...lines]);
}

function alignColumns(lines: readonly (readonly string[])[]): string[] {
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

export function formatVerdict({ what, value, unit, target, reached }: Verdict): string {
  const range = value.min === value.max ? '' : ` (${formatNumber(value.min)}–${formatNumber(value.max)})`;
  const wanted = 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
  const figure =
    unit === '×'
      ? `${formatNumber(value.median)} × ${what}`
      : `${what} ${formatNumber(value.median)} ${unit}`;
  return `${reached ? '✓' : '✗'} ${figure}${range}, target ${wanted}: ${reached ? 'reached' : 'NOT REACHED'}`;
}
