import { ARCHIVE_FORMAT } from './archive-format.ts';

interface ReadmeToRender {
  readonly archiveId: string;
}

/** What the archive's repository says of itself. It is written once, so it holds no time and no version. */
export function renderReadme({ archiveId }: ReadmeToRender): string {
  return `# The archive of a conversation

BookChat keeps here what was said in its public rooms. It adds to this repository by itself, a commit at a time, and
never changes or removes a file.

| folder | what |
| --- | --- |
| [book](book) | to read: a page for each day of a room |
| [rooms](rooms) | to restore from: everything that happened, event by event |
| [manifest.json](manifest.json) | for programs: which archive this is, and in which format |

This is archive \`${archiveId}\`, in format ${ARCHIVE_FORMAT}.

## Reading

\`book/general/2026/11/20.md\` is what was said in the room "general" on 20 November 2026. A long day goes on in
\`20-2.md\`. The page of a day is written once, when the day is over; the time beside a message leads to the file that
holds it. All times are in UTC. What people wrote is shown as they wrote it, not as Markdown.

## The events

\`rooms/general/2026/11/20/<id>.jsonl\` holds some events of that day, each a line of JSON; a busy day
goes on in the folder \`20-2\`. Here they are broken up to be read:

\`\`\`json
{
  "schema": 1, "type": "message.created", "position": 41,
  "id": "019aa1d3-5c21-7e0b-9d3c-2f1a6b7c8d9e", "room": "general",
  "author": "alice", "content": "The tide is out at six.",
  "created_at": "2026-11-20T17:16:41.123Z"
}
{
  "schema": 1, "type": "message.edited", "position": 42,
  "id": "019aa1d3-5c21-7e0b-9d3c-2f1a6b7c8d9e", "room": "general",
  "content": "The tide is out at seven.",
  "edited_at": "2026-11-20T17:18:02.456Z"
}
{
  "schema": 1, "type": "message.deleted", "position": 57,
  "id": "019aa1d3-5c21-7e0b-9d3c-2f1a6b7c8d9e", "room": "general",
  "deleted_at": "2026-11-21T08:00:00.000Z"
}
\`\`\`

| field | what |
| --- | --- |
| \`schema\` | the version of the event's form |
| \`type\` | what happened: a message was written, got a new text, or was removed |
| \`position\` | a number that grows: events happened in this order, over all rooms |
| \`id\` | the message that it happened to |
| \`room\` | the name of the room |
| \`author\` | the name that the author went by |
| \`content\` | the whole text, from then on |
| \`created_at\`, \`edited_at\`, \`deleted_at\` | when it happened |

Each commit brings one batch of events, whose number stands at the end of its message.

## Restoring

\`\`\`
bookchat archive restore --from <the address of this repository, or a clone of it>
\`\`\`

fills an empty database with the whole conversation; \`--as-of <commit>\` with what it was then.

## What cannot be taken back

A message that is edited or removed in the chat gets an event that says so. What it said before stays in the files,
in Git's history, and in every clone. To erase it, somebody has to rewrite the history of this repository and of all
its clones; BookChat does not do that, and stops where it finds that it was done.

## What is never here

Direct messages. Private rooms, unless their owner decided otherwise and everyone in them can see it. What BookChat
knows of people beside their names: network addresses, e-mail addresses, passwords, sessions.
`;
}
