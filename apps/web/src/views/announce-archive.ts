import type { Announcer } from '../components/announcer.ts';
import { firstSentence } from '../lib/first-sentence.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { SyncState } from '../stores/sync.ts';

/** Tells a screen reader once when the archive comes to need help, and once when it does without again. */
export function announceArchive(
  sync: ReadableStore<SyncState>,
  say: Announcer['say'],
  signal: AbortSignal,
): void {
  let needsHelp: boolean | null = null;
  sync.subscribe(({ archive }) => {
    if (archive === null) return;
    const before = needsHelp;
    if (archive.state === 'failing') needsHelp = true;
    // One that is at work again may be trying in vain.
    else if (archive.state === 'idle' || archive.state === 'off') needsHelp = false;
    else needsHelp ??= false;
    // Whoever comes to a page finds it as it is.
    if (before === null || needsHelp === before) return;
    say(
      needsHelp
        ? `The archive needs help. ${firstSentence(archive.problem ?? '')}`.trim()
        : 'The archive works again.',
    );
  }, signal);
}
