import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import type { RemoteChannel } from './alert-record.ts';

const NAMES: Readonly<Record<RemoteChannel, string>> = { email: 'e-mail', webhook: 'the webhook' };
const SETTINGS: Readonly<Record<RemoteChannel, string>> = {
  email: 'SMTP_URL and ALERT_EMAIL_TO',
  webhook: 'ALERT_WEBHOOK_URL',
};

/** The cause of the alert that says that a channel does not work, which it could hardly tell itself. */
export function troubleCause(channel: RemoteChannel): string {
  return `alerts.${channel}`;
}

/** Says by the other channels that one does not work; null says that it does again. */
export function tellTrouble(alarms: Alarms, channel: RemoteChannel, trouble: string | null): void {
  if (trouble === null) alarms.clear(troubleCause(channel));
  else alarms.raise(troubleAlarm(channel, trouble));
}

function troubleAlarm(channel: RemoteChannel, trouble: string): Alarm {
  return {
    cause: troubleCause(channel),
    severity: 'WARNING',
    title: `Alerts do not reach people by ${NAMES[channel]}`,
    message:
      `${trouble} Look at the settings ${SETTINGS[channel]} and at the other side, then send a test ` +
      '(POST /api/system/alerts/test). What is still open is told once it works again.',
  };
}
