import type { Config } from '../../../config.ts';
import type { Letter } from './letter.ts';
import { type Mail, sendMail } from './send-mail.ts';
import type { Sender } from './sender.ts';
import { writeLetter } from './write-letter.ts';

export interface EmailSettings extends NonNullable<Config['alerts']['email']> {
  readonly smtpUrl: string;
  readonly publicUrl: URL | null;
}

/** Mails letters as plain text. */
export function createEmail(settings: EmailSettings): Sender {
  return {
    channel: 'email',
    severity: settings.severity,
    async send(letter, signal) {
      const rejected = await sendMail(settings.smtpUrl, toMail(letter, settings), signal);
      return rejected.length === 0 ? null : `The mail server refuses ${rejected.join(', ')}.`;
    },
  };
}

function toMail(letter: Letter, { from, to, publicUrl }: EmailSettings): Mail {
  const { subject, text } = writeLetter(letter, publicUrl);
  const [first] = letter.notices;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    from: { name: 'BookChat', address: from },
    to,
    subject,
    text,
    date: new Date(letter.sentAt),
    messageId: `<${letter.id}@${domain}>`,
    // All that is written about an alert forms one conversation.
    ...(first === undefined ? {} : { references: `<${first.alert.id}@${domain}>` }),
    ...(first?.alert.severity === 'CRITICAL' ? { priority: 'high' } : {}),
    // RFC 3834, 5.2: no out-of-office notes come back.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
