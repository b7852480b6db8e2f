export interface TerminalLog {
  write(line: string): void;
  /** Prints what still waits. */
  flush(): void;
}

const FLUSH_INTERVAL_MS = 50;

/** Readable lines where a person watches, JSON where a supervisor collects; printed some twenty times a second. */
export function openTerminalLog(): TerminalLog {
  const lines: string[] = [];
  let format = (line: string) => line;
  let timer: NodeJS.Timeout | null = null;
  if (process.stdout.isTTY) void loadPrettyFormat().then(use);

  return {
    write(line) {
      lines.push(line);
      if (timer === null) timer = setTimeout(flush, FLUSH_INTERVAL_MS);
    },
    flush,
  };

  function use(pretty: (line: string) => string): void {
    format = pretty;
  }

  function flush(): void {
    timer = null;
    if (lines.length > 0) process.stdout.write(lines.splice(0).map(format).join(''));
  }
}

/** Loaded only where it is used. */
async function loadPrettyFormat(): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({ messageKey: 'message', ignore: 'name', translateTime: 'SYS:HH:MM:ss' });
  return (line) => pretty(JSON.parse(line) as object) ?? line;
}
