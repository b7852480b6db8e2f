import type { Examination } from './examination.ts';
import { type Finding, fine, notice } from './finding.ts';

/** Whether anybody would be told; nothing is sent. */
export async function checkAlerts({ config }: Examination): Promise<Finding[]> {
  const { email, webhook } = config.alerts;
  const ways = [
    ...(email === null
      ? []
      : [
          `by e-mail to ${email.to.length === 1 ? '1 address' : `${email.to.length} addresses`} (${email.severity} and above)`,
        ]),
    ...(webhook === null ? [] : [`by the webhook (${webhook.severity} and above)`]),
  ];
  if (ways.length > 0) return [fine(`They go out ${ways.join(' and ')}; nothing was sent to try that.`)];
  const words = 'They are on the dashboard alone: neither SMTP_URL nor ALERT_WEBHOOK_URL is set.';
  if (config.environment !== 'production') return [fine(words)];
  return [
    notice(words, 'Set one of them, so that somebody hears of a disk that fills up before it is full.'),
  ];
}
