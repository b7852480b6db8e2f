import { expect } from 'vitest';
import { it } from '../../../test/doctor-test.ts';
import { checkAlerts } from './check-alerts.ts';

const PRODUCTION = { NODE_ENV: 'production', ALLOW_OPEN_ACCESS: 'yes' };
const MAIL = {
  SMTP_URL: 'smtp://bob:secret@mail.example.org',
  ALERT_EMAIL_TO: 'a@example.org,b@example.org',
};
const WEBHOOK = { ALERT_WEBHOOK_URL: 'https://hooks.example.org/secret' };

it.for([
  [{}, 'fine', 'They are on the dashboard alone: neither SMTP_URL nor ALERT_WEBHOOK_URL is set.'],
  [PRODUCTION, 'notice', 'They are on the dashboard alone: neither SMTP_URL nor ALERT_WEBHOOK_URL is set.'],
  [MAIL, 'fine', 'They go out by e-mail to 2 addresses (WARNING and above); nothing was sent to try that.'],
  [WEBHOOK, 'fine', 'They go out by the webhook (WARNING and above); nothing was sent to try that.'],
  [
    { ...MAIL, ...WEBHOOK, ALERT_EMAIL_TO: 'a@example.org' },
    'fine',
    'They go out by e-mail to 1 address (WARNING and above) and by the webhook (WARNING and above); nothing was sent to try that.',
  ],
] as const)('with %j alerts reach whom they say', async ([env, mark, words], { look }) => {
  expect(await look(checkAlerts, env)).toMatchObject([{ mark, words }]);
});
