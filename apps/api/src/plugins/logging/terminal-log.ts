export interface TerminalLog {
  write(line: string): void;
  /** Prints what still waits. */
  flush(): void;
}

type Format = (line: string) => string;

const FLUSH_INTERVAL_MS = 50;
const asItIs: Format = (line) => line;

/**
 * Readable lines where a person watches, JSON where a supervisor collects; printed some twenty times a second.
 * @param clean what is printed passes through it.
 */
export function openTerminalLog(clean = (text: string) => text): TerminalLog {
  const lines: string[] = [];
  let format: Format | null = process.stdout.isTTY ? null : asItIs;
  let timer: NodeJS.Timeout | null = null;
  if (format === null) void loadPrettyFormat().then(use);

  return {
    write(line) {
      lines.push(line);
      if (timer === null) timer = setTimeout(flushOnceReady, FLUSH_INTERVAL_MS);
    },
    flush,
  };

  function use(pretty: Format): void {
    format = pretty;
    flush();
  }

  /** Lines that come before the format is loaded wait for it. */
  function flushOnceReady(): void {
    if (format === null) timer = null;
    else flush();
  }

  function flush(): void {
    timer = null;
    const text = lines
      .splice(0)
      .map(format ?? asItIs)
      .join('');
    if (text !== '') process.stdout.write(clean(text));
  }
}

/** Loaded only where it is used. */
async function loadPrettyFormat(): Promise<Format> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({ messageKey: 'message', ignore: 'name', translateTime: 'SYS:HH:MM:ss' });
  return (line) => pretty(JSON.parse(line) as object) ?? line;
}
