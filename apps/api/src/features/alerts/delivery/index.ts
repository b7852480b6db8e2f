import type { Config, Secrets } from '../../../config.ts';
import { type Courier, type CourierParts, createCourier } from './courier.ts';
import { createEmail } from './email.ts';
import type { Sender } from './sender.ts';
import { createWebhook } from './webhook.ts';

export { type Mail, sendMail } from './send-mail.ts';
export type { Courier };

type Parts = Omit<CourierParts, 'sender' | 'maxPerHour' | 'onTrouble'> & {
  readonly onTrouble: (channel: Sender['channel'], trouble: string | null) => void;
};

/** A courier for each channel that is set up. */
export function createCouriers(config: Config, secrets: Secrets, parts: Parts): Courier[] {
  const { maxPerHour } = config.alerts;
  return createSenders(config, secrets).map((sender) =>
    createCourier({
      ...parts,
      sender,
      maxPerHour,
      onTrouble: (trouble) => parts.onTrouble(sender.channel, trouble),
    }),
  );
}

function createSenders({ alerts, http }: Config, secrets: Secrets): Sender[] {
  const { publicUrl } = http;
  const { smtpUrl, webhookUrl, webhookSecret: secret } = secrets;
  const senders: Sender[] = [];
  if (alerts.email !== null && smtpUrl !== null)
    senders.push(createEmail({ ...alerts.email, smtpUrl, publicUrl }));
  if (alerts.webhook !== null && webhookUrl !== null)
    senders.push(createWebhook({ ...alerts.webhook, url: webhookUrl, secret, publicUrl }));
  return senders;
}
