import type { Retention } from '@bookchat/shared';
import type { Config } from '../config.ts';
import type { Given } from './command.ts';
import { untilInterrupted } from './interruption.ts';
import { print } from './print.ts';
import { readSettings } from './read-config.ts';
import { describeRetention } from './retention/describe-retention.ts';
import { lookBeside } from './retention/look-beside.ts';
import { runRetention } from './retention/run-retention.ts';

const WHAT_HAS_LEFT = 'What has left by then stays out; the next run goes on with the rest.';

/**
 * Takes out of the database what is past its time: the running server does it where there is one, else this process in
 * its place. With `--dry-run` it says what that would be, and changes nothing.
 */
export async function retention({ flags }: Given): Promise<undefined> {
  const settings = readSettings();
  const message = flags.has('dry-run')
    ? null
    : await untilInterrupted((signal) => runRetention(settings, signal), WHAT_HAS_LEFT);
  const found = await lookBeside(settings.config);
  if (flags.has('json')) print(JSON.stringify({ message, ...found }, null, 2));
  else tell(message, found, settings.config);
}

export type Found = Pick<Retention, 'rooms' | 'verified_at' | 'hindrance' | 'last_run' | 'yearly'>;

function tell(message: string | null, found: Found, { retention: { yearlyDir } }: Config): void {
  if (message !== null) print(message);
  print(describeRetention(found, yearlyDir));
}
