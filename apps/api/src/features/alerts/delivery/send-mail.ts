import { DeliveryError } from './delivery-error.ts';

/** As nodemailer takes it. */
export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly date?: Date;
  readonly messageId?: string;
  readonly references?: string;
  readonly priority?: 'high';
  readonly headers: Readonly<Record<string, string>>;
}

const STEP_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 20_000;
const WHOLE_TIMEOUT_MS = 30_000;
/** What an address may set of the connection; all else that nodemailer reads from one stays shut. */
const ALLOWED_OPTIONS = ['requireTLS', 'ignoreTLS', 'name', 'tls.rejectUnauthorized', 'tls.servername'];

/**
 * Hands a mail to the server at `smtpUrl`, over a connection of its own, since there are few.
 * @returns the recipients whom the server refuses while it takes others.
 * @throws DeliveryError where it takes none.
 */
export async function sendMail(smtpUrl: string, mail: Mail, signal: AbortSignal): Promise<string[]> {
  const { createTransport } = await import('nodemailer'); // only where it is used
  const transport = createTransport({
    url: withAllowedOptions(smtpUrl),
    dnsTimeout: STEP_TIMEOUT_MS,
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(WHOLE_TIMEOUT_MS)]);
    const { rejected } = await transport.sendMail({ ...mail, to: [...mail.to], signal: deadline });
    return rejected.map(toText);
  } catch (error) {
    throw toDeliveryError(error);
  } finally {
    transport.close();
  }
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
