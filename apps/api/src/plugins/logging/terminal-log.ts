/** Readable lines where a person watches, JSON where a supervisor collects. */
export function openTerminalLog(): { write(line: string): void } {
  if (!process.stdout.isTTY) return { write: (line) => void process.stdout.write(line) };
  return openPrettyLog();
}

/** pino-pretty is loaded only where it is used; lines that come before it is ready wait for it. */
function openPrettyLog(): { write(line: string): void } {
  const waiting: string[] = [];
  let print = (line: string): void => void waiting.push(line);
  void import('pino-pretty').then(({ default: pretty }) => {
    const format = pretty.prettyFactory({
      messageKey: 'message',
      ignore: 'name,hostname,pid',
      translateTime: 'SYS:HH:MM:ss',
    });
    print = (line) => void process.stdout.write(format(JSON.parse(line) as object) ?? line);
    for (const line of waiting.splice(0)) print(line);
  });
  return { write: (line) => print(line) };
}
