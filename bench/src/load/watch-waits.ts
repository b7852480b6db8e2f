/** Asks for next to nothing again and again, until it is told to stop: how long others are kept waiting, in ms. */
export function watchWaits(url: string): { stop(): Promise<number[]> } {
  const waits: number[] = [];
  let isOver = false;
  const asked = ask();
  return {
    async stop() {
      isOver = true;
      await asked;
      return waits;
    },
  };

  async function ask(): Promise<void> {
    while (!isOver) {
      const startedAt = performance.now();
      await (await fetch(url)).arrayBuffer();
      waits.push(performance.now() - startedAt);
    }
  }
}
