/** Runs tasks one after another, in the order in which they were given; one that fails does not stop the rest. */
export type OneAtATime = <Result>(task: () => Promise<Result>) => Promise<Result>;

export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
