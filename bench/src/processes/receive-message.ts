import type { StartedProcess } from './start-process.ts';

/** The next message that a process sends; fails if it ends or stays silent first. */
export function receiveMessage<T>({ child }: StartedProcess, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error('no answer in time'))), timeoutMs);
    const onMessage = (message: unknown) => settle(() => resolve(message as T));
    const onExit = () => settle(() => reject(new Error('the process ended before it answered')));
    const settle = (how: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      how();
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
