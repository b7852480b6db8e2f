import { countOf } from '../../lib/count-of.ts';
import { formatNumber } from '../../lib/format-number.ts';
import type { Alarms } from '../../plugins/alarms.ts';

const ACCESS = 'archive.access';
const BEHIND = 'archive.behind';
const SET_ASIDE = 'archive.set_aside';

interface Place {
  /** As people call it. */
  readonly name: string;
}

/** Tells whoever runs the server what only they can put right, and what lasts. */
export function createArchiveAlarms(alarms: Alarms, { name }: Place) {
  return {
    stopped(message: string) {
      alarms.raise({
        cause: ACCESS,
        severity: 'CRITICAL',
        title: `The archive in ${name} has stopped`,
        message: `${message} The chat goes on, and what is written meanwhile is brought there later.`,
        details: { archive: name },
      });
    },
    behind(message: string, details: { readonly backlog: number; readonly oldest: string | null }) {
      alarms.raise({
        cause: BEHIND,
        severity: 'WARNING',
        title: `The archive in ${name} is behind`,
        message: `${message} The chat goes on, the archive tries again by itself, and this ends when it succeeds.`,
        details: { archive: name, ...details },
      });
    },
    fine() {
      alarms.clear(ACCESS);
      alarms.clear(BEHIND);
    },
    setAside(messageId: string, reason: string) {
      alarms.raise({
        cause: SET_ASIDE,
        severity: 'WARNING',
        title: 'A message cannot be archived',
        message:
          `The message ${messageId} is kept in the database alone, as ${name} refuses it: ${reason} All others are ` +
          'archived. GET /api/system/archive lists what was set aside.',
        details: { archive: name, message_id: messageId },
        isOver: true,
      });
    },
    announced(
      events: number,
      { from, isPublic }: { readonly from: string; readonly isPublic: boolean | null },
    ) {
      alarms.raise({
        cause: 'archive.publishing',
        severity: isPublic === true ? 'WARNING' : 'INFO',
        title: `The whole history will be brought to ${name}`,
        message:
          `${formatNumber(events)} messages and other events of before will be brought to ` +
          `${name}, from ${from} on. ${describeReaders(isPublic)}To keep that from happening, stop the ` +
          'server and put GITHUB_REPOSITORY and GITHUB_BRANCH back.',
        details: { archive: name, events },
        isOver: true,
      });
    },
    isPublic(yes: boolean) {
      if (!yes) return alarms.clear('archive.public');
      alarms.raise({
        cause: 'archive.public',
        severity: 'WARNING',
        title: `Everybody can read ${name}`,
        message:
          'The repository is public, and so is all that is written in the chat. If that is not what you want, make it ' +
          'private on GitHub: Settings → General → Danger Zone → Change visibility. This ends by itself then.',
        details: { archive: name },
      });
    },
    rebuilt(commits: number) {
      alarms.raise({
        cause: 'archive.rebuilt',
        severity: 'WARNING',
        title: 'The archive on this server was gone, and has been made again',
        message:
          'The folder archive.git in DATA_DIR was not there any more. All of it was made again from the database, as the ' +
          `very same ${countOf(commits, 'commit')}. If nobody has removed it, look at the disk.`,
        details: { archive: name, commits },
        isOver: true,
      });
    },
    differs(message: string, differing: number) {
      alarms.raise({
        cause: 'archive.differs',
        severity: 'CRITICAL',
        title: 'The archive and the database do not hold the same',
        message,
        details: { archive: name, differing },
      });
    },
    same: () => alarms.clear('archive.differs'),
  };
}

export type ArchiveAlarms = ReturnType<typeof createArchiveAlarms>;

function describeReaders(isPublic: boolean | null): string {
  if (isPublic === null) return '';
  return isPublic ? 'It is public: everybody will be able to read them. ' : 'It is private. ';
}
