/** The line that stands for lines which could not be written; empty where none were lost. */
export function lossNote(lost: number): string {
  if (lost === 0) return '';
  const note = {
    level: 'warn',
    time: new Date().toISOString(),
    name: 'bookchat',
    message: lost === 1 ? '1 log line was lost' : `${lost} log lines were lost`,
  };
  return `${JSON.stringify(note)}\n`;
}
