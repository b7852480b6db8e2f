export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601 to the second; its offset from UTC is kept in what is stored. */
  readonly date: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  /** To the byte: no newline is added. */
  readonly message: string;
}

export function formatCommit(commit: Commit): string {
  const headers = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${formatPerson(commit.author)}`,
    `committer ${formatPerson(commit.committer)}`,
  ];
  return `${headers.join('\n')}\n\n${commit.message}`;
}

export function parseCommit(content: Buffer): Commit {
  const text = content.toString();
  const end = text.indexOf('\n\n');
  const headers = text
    .slice(0, end)
    .split('\n')
    .map((line): [string, string] => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]);
  const all = (name: string) => headers.filter(([header]) => header === name).map(([, value]) => value);
  return {
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: parsePerson(all('author')[0] ?? ''),
    committer: parsePerson(all('committer')[0] ?? ''),
    message: text.slice(end + 2),
  };
}

function formatPerson({ name, email, date }: Person): string {
  const offset = /([+-]\d{2}):?(\d{2})$/.exec(date.slice(10));
  const zone = offset === null ? '+0000' : `${offset[1]}${offset[2]}`;
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} ${zone}`;
}

function parsePerson(line: string): Person {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(line) ?? [];
  return { name, email, date: toSeconds(Number(seconds) * 1000) };
}

/** A moment as GitHub writes it: `2026-05-01T10:00:00Z`. */
export function toSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
