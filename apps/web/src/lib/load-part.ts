/** What came of asking anew for parts that could not be had, by their addresses: all get one and the same. */
const asked = new Map<string, Promise<unknown>>();
let attempts = 0;

/**
 * Loads a part of the page's code, and anew when it could not be had. Chromium keeps a module that failed for as long
 * as the page is open (https://github.com/whatwg/html/issues/6768), so that only another address makes it ask again.
 * The build puts this around every `import()`.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    // Chromium and Firefox name what they could not fetch; another browser fetches it again by itself.
    const address = error instanceof TypeError ? /https?:\S+$/.exec(error.message)?.[0] : undefined;
    if (!address?.startsWith(`${location.origin}/`)) throw error;
    const again = asked.get(address) ?? askAnew(address);
    asked.set(address, again);
    again.catch(() => asked.delete(address));
    return again as Part;
  }
}

function askAnew(address: string): Promise<unknown> {
  // In a name of its own: the build would put this function around it otherwise.
  const anew = `${address}?attempt=${++attempts}`;
  return import(/* @vite-ignore */ anew);
}
