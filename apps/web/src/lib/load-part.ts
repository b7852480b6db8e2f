/** Addresses of parts that could not be had, each with what came of asking for it anew. */
const asked = new Map<string, Promise<unknown>>();
let attempts = 0;

/**
 * Loads a part of the page's code, and anew when it could not be had. Chromium keeps a module that failed for as long
 * as the page is open (https://github.com/whatwg/html/issues/6768), so that only another address makes it ask again. The build puts
 * this around every `import()`.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    const address = addressIn(error);
    if (address === null) throw error;
    return (await askAnew(address)) as Part;
  }
}

/** All get one and the same: a part that is there twice would not know what it did before. */
function askAnew(address: string): Promise<unknown> {
  const waiting = asked.get(address) ?? ask(address);
  asked.set(address, waiting);
  return waiting;
}

async function ask(address: string): Promise<unknown> {
  const anew = new URL(address);
  attempts += 1;
  anew.searchParams.set('attempt', String(attempts));
  try {
    return await import(/* @vite-ignore */ anew.href);
  } catch (error) {
    asked.delete(address);
    throw error;
  }
}

/** Chromium and Firefox name what they could not fetch; another browser fetches it again by itself. */
function addressIn(error: unknown): string | null {
  const address = error instanceof TypeError ? error.message.match(/https?:\S+$/)?.[0] : undefined;
  return address?.startsWith(`${location.origin}/`) ? address : null;
}
