const LONGEST = 40;

/** The address that a title suggests: "Größe & Maß" becomes "grosse-mass"; empty where none of it can stand in one. */
export function nameOfTitle(title: string): string {
  return title
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}|['’]/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+/g, '')
    .slice(0, LONGEST)
    .replaceAll(/-+$/g, '');
}
