/** What a commit as git keeps it says about where it stands. */
export function parseCommit(content: Buffer): { tree: string; parents: string[] } {
  const [head = ''] = content.toString('latin1').split('\n\n', 1);
  const lines = head.split('\n').map((line) => line.split(' '));
  const all = (name: string) =>
    lines.flatMap(([key, value]) => (key === name && value !== undefined ? [value] : []));
  return { tree: all('tree')[0] ?? '', parents: all('parent') };
}
