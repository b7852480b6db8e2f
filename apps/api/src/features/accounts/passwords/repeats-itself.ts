/** Whether a text is one part again and again, the last time perhaps without its last character: `alice-alice`. */
export function repeatsItself(text: string): boolean {
  const longest = Math.ceil(text.length / 2);
  for (let length = 1; length <= longest; length++) if (text.startsWith(text.slice(length))) return true;
  return false;
}
