/** GitHub's pages begin with 1 and hold 30 unless somebody asks for another number, of 100 at most. */
export function pageOf<T>(all: readonly T[], query: Readonly<Record<string, string>>): T[] {
  const perPage = Math.min(Number(query['per_page'] ?? 30), 100);
  const start = (Number(query['page'] ?? 1) - 1) * perPage;
  return all.slice(start, start + perPage);
}
