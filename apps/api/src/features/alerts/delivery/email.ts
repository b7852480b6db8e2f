import type { Config } from '../../../config.ts';
import { DeliveryError } from './delivery-error.ts';
import type { Letter } from './letter.ts';
import type { Sender } from './sender.ts';
import { writeLetter } from './write-letter.ts';

export interface EmailSettings extends NonNullable<Config['alerts']['email']> {
  readonly smtpUrl: string;
  readonly publicUrl: URL | null;
}

const STEP_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 20_000;
const WHOLE_TIMEOUT_MS = 30_000;
/** What an address may set of the connection; all else that nodemailer reads from one stays shut. */
const ALLOWED_OPTIONS = ['requireTLS', 'ignoreTLS', 'name', 'tls.rejectUnauthorized', 'tls.servername'];

/** Mails letters as plain text; a new connection for each, since they are few. */
export function createEmail(settings: EmailSettings): Sender {
  const url = withAllowedOptions(settings.smtpUrl);

  return {
    channel: 'email',
    severity: settings.severity,
    async send(letter, signal) {
      const { createTransport } = await import('nodemailer'); // only where it is used
      const transport = createTransport({
        url,
        dnsTimeout: STEP_TIMEOUT_MS,
        connectionTimeout: STEP_TIMEOUT_MS,
        greetingTimeout: STEP_TIMEOUT_MS,
        socketTimeout: SOCKET_TIMEOUT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const mail = toMail(letter, settings);
      try {
        const deadline = AbortSignal.any([signal, AbortSignal.timeout(WHOLE_TIMEOUT_MS)]);
        const { rejected } = await transport.sendMail({ ...mail, signal: deadline });
        return rejected.length === 0 ? null : `The mail server refuses ${rejected.map(toText).join(', ')}.`;
      } catch (error) {
        throw toDeliveryError(error);
      } finally {
        transport.close();
      }
    },
  };
}

function toMail(letter: Letter, { from, to, publicUrl }: EmailSettings) {
  const { subject, text } = writeLetter(letter, publicUrl);
  const [first] = letter.notices;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    from: { name: 'BookChat', address: from },
    to: [...to],
    subject,
    text,
    date: new Date(letter.sentAt),
    messageId: `<${letter.id}@${domain}>`,
    // All that is written about an alert forms one conversation.
    ...(first === undefined ? {} : { references: `<${first.alert.id}@${domain}>` }),
    ...(first?.alert.severity === 'CRITICAL' ? { priority: 'high' as const } : {}),
    // RFC 3834, 5.2: no out-of-office notes come back.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function withAllowedOptions(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const name of [...url.searchParams.keys()])
    if (!ALLOWED_OPTIONS.includes(name)) url.searchParams.delete(name);
  return url.href;
}

/** By the error codes of nodemailer. */
const TROUBLES: Readonly<Record<string, string>> = {
  EDNS: 'The mail server is not found',
  ESOCKET: 'The mail server cannot be reached',
  ECONNECTION: 'The mail server cannot be reached',
  ETIMEDOUT: 'The mail server did not answer in time',
  EABORT: 'The mail server did not take the message in time',
  ETLS: 'No secure connection to the mail server can be made',
  EAUTH: 'The mail server refuses the user or the password in SMTP_URL',
  EENVELOPE: 'The mail server refuses the sender or every recipient',
};

function toDeliveryError(error: unknown): DeliveryError {
  const {
    code = '',
    message = '',
    permanent = false,
  } = error as { code?: string; message?: string; permanent?: boolean };
  const trouble = TROUBLES[code] ?? 'The mail server does not take the message';
  return new DeliveryError(`${trouble}: ${message}`, { isFinal: permanent });
}

function toText(address: string | { address: string }): string {
  return typeof address === 'string' ? address : address.address;
}
