import type { FastifyInstance } from 'fastify';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { Person } from '../../plugins/people/index.ts';
import { createWindowCounters } from '../../plugins/rate-limits/window-counters.ts';
import { type Mail, sendMail } from '../alerts/index.ts';
import { makeMailedLink, RECOVERY_LINK_MS } from './recovery-link.ts';

/** Sends links for new passwords by mail. */
export interface RecoveryMail {
  /** Has a letter sent where somebody has the address, and returns at once in either case. */
  ask(email: string): void;
}

interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** Nobody's mailbox is to be filled by somebody else. */
const MAX_PER_HOUR = 3;
/** Mails under way; beyond them none is begun. */
const MAX_UNDER_WAY = 20;

/** Null where the server has no way to send mail. */
export function createRecoveryMail(
  app: FastifyInstance,
  { config, secrets, clock }: Parts,
): RecoveryMail | null {
  const { smtpUrl } = secrets;
  const from = config.alerts.email?.from;
  if (smtpUrl === null || from === undefined) return null;
  const { people, audit, log } = app;
  const asked = createWindowCounters(3_600_000, clock.elapsed);
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  app.addHook('preClose', async () => stopping.abort());
  app.addHook('onClose', async () => void (await Promise.all(underWay)));

  return {
    ask(email) {
      if (underWay.size >= MAX_UNDER_WAY || stopping.signal.aborted) return;
      const work = send(email, smtpUrl, from)
        .catch((error: unknown) => log.warn({ err: error }, 'a link for a new password could not be mailed'))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
  };

  async function send(email: string, url: string, address: string): Promise<void> {
    await endOfTurn(); // after the answer has left
    const made = await people.writing(() => makeLink(email));
    if (made === null) return;
    const link = people.linkUrl(made.token);
    await sendMail(url, toMail(made.person, link, { to: email, from: address }), stopping.signal);
  }

  /** Null where nobody is to get one. */
  function makeLink(email: string): { readonly person: Person; readonly token: string } | null {
    const person = people.findByEmail(email);
    if (person?.state !== 'active' || asked.hit(person.id).count > MAX_PER_HOUR) return null;
    audit.write({ actor: 'server', action: 'recovery_link.mailed', target: person.name });
    return { person, token: makeMailedLink(people.links, person).token };
  }
}

export function mailOff(): ProblemError {
  return new ProblemError(
    'mail_off',
    'This server sends no mail. Ask an admin for a link for a new password, or whoever runs the server.',
  );
}

function toMail(
  { name }: Person,
  url: string,
  { to, from }: { readonly to: string; readonly from: string },
): Mail {
  return {
    from: { name: 'BookChat', address: from },
    to: [to],
    subject: 'BookChat: choose a new password',
    text: [
      `Hello ${name},`,
      '',
      `by this link you choose a new password. It is good once, for ${RECOVERY_LINK_MS / 60_000} minutes:`,
      '',
      url,
      '',
      'If you have not asked for it, leave it: nothing changes, and nobody else has it.',
      '',
    ].join('\n'),
    // RFC 3834, 5.2: no out-of-office notes come back.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
