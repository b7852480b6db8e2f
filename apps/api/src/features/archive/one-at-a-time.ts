/** Lets one thing be done after the other, in the order in which they are asked for. */
export function createOneAtATime() {
  let last: Promise<unknown> = Promise.resolve();

  return <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work);
    last = run.catch(() => {});
    return run;
  };
}
