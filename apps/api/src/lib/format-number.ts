/**
 * A whole number as people read it in English: `1,204`. `toLocaleString` would do it too, and have Node load its data of
 * all languages for that: 7 MB for as long as the server runs.
 */
export function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
