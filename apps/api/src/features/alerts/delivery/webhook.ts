import { createHmac } from 'node:crypto';
import type { Severity } from '@bookchat/shared';
import { DeliveryError } from './delivery-error.ts';
import type { Letter } from './letter.ts';
import type { Sender } from './sender.ts';
import { writeLetter } from './write-letter.ts';

export interface WebhookSettings {
  readonly severity: Severity;
  readonly url: string;
  /** Null sends without a signature. */
  readonly secret: string | null;
  readonly publicUrl: URL | null;
}

const TIMEOUT_MS = 10_000;
/** Alerts that a letter brings whole; of the rest it says only how many there are. */
const MAX_ALERTS = 50;

/** Posts letters as JSON; see docs/operations/alerts.md for what they hold and how they are signed. */
export function createWebhook({ severity, url, secret, publicUrl }: WebhookSettings): Sender {
  const { address, authorization } = splitAddress(url);

  return {
    channel: 'webhook',
    severity,
    async send(letter, signal) {
      const body = JSON.stringify(toBody(letter, publicUrl));
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'BookChat',
        'x-bookchat-delivery': letter.id,
        ...authorization,
        ...(secret === null ? {} : { 'x-bookchat-signature': sign(body, secret, letter.sentAt) }),
      };
      const response = await post(address, { headers, body, signal });
      await response.body?.cancel();
      if (!response.ok) throw new DeliveryError(`It answered ${response.status}.`);
      return null;
    },
  };
}

/** HMAC-SHA256 of time and body, so that neither can be changed and an old letter cannot pass for a new one. */
export function sign(body: string, secret: string, sentAt: string): string {
  const seconds = Math.floor(Date.parse(sentAt) / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${signature}`;
}

function toBody(letter: Letter, publicUrl: URL | null) {
  const { subject, text } = writeLetter(letter, publicUrl);
  const notices = letter.notices.slice(0, MAX_ALERTS).map(({ kind, alert }) => ({ kind, alert }));
  return {
    id: letter.id,
    sent_at: letter.sentAt,
    server: publicUrl?.href ?? null,
    is_test: letter.notices.length === 0,
    notices,
    more: letter.notices.length - notices.length,
    // What Slack, Mattermost and others that take a webhook show.
    text: `${subject}\n\n${text}`,
  };
}

/** A name and password in an address are for the header; fetch refuses them where they are. */
function splitAddress(url: string) {
  const address = new URL(url);
  const { username, password } = address;
  address.username = '';
  address.password = '';
  if (username === '' && password === '') return { address, authorization: {} };
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, authorization: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } };
}

async function post(
  address: URL,
  init: { headers: Record<string, string>; body: string; signal: AbortSignal },
) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(address, {
      ...init,
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.any([init.signal, timeout]),
    });
  } catch (error) {
    if (timeout.aborted) throw new DeliveryError(`It did not answer within ${TIMEOUT_MS / 1_000} seconds.`);
    throw new DeliveryError(`It cannot be reached: ${rootCause(error)}.`);
  }
}

/** fetch says no more than "fetch failed", and why in the cause. */
function rootCause(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  if (error.cause instanceof Error) return rootCause(error.cause);
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}
