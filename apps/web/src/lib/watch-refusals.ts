/** Fetches, and says when an answer is 401 or 403: a session may have ended, or a role have changed. */
export function watchRefusals(fetch: typeof globalThis.fetch, refused: () => void): typeof globalThis.fetch {
  return async (...request) => {
    const response = await fetch(...request);
    if (response.status === 401 || response.status === 403) refused();
    return response;
  };
}
