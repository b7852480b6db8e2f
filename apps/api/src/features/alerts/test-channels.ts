import { type AnswerOf, type Channel, channelSchema, type testAlerts } from '@bookchat/shared';
import type { FastifyBaseLogger } from 'fastify';
import type { Courier } from './delivery/index.ts';

type ChannelTest = AnswerOf<typeof testAlerts>['channels'][number];

const HOW_TO_SET_UP: Readonly<Record<Channel, string>> = {
  log: 'LOG_LEVEL is silent, or so high that a test is left out.',
  email: 'Set SMTP_URL and ALERT_EMAIL_TO, then restart.',
  webhook: 'Set ALERT_WEBHOOK_URL, then restart.',
};

const LEVELS_WITH_INFO = ['trace', 'debug', 'info'];

/** Sends a test by each channel, or by one, and tells how that went. */
export function createTestChannels(couriers: readonly Courier[], log: FastifyBaseLogger) {
  return (wanted?: Channel): Promise<ChannelTest[]> => {
    const channels = wanted === undefined ? channelSchema.options : [wanted];
    return Promise.all(channels.map((channel) => (channel === 'log' ? testLog(log) : testRemote(channel))));
  };

  async function testRemote(channel: Channel): Promise<ChannelTest> {
    const courier = couriers.find((each) => each.channel === channel);
    if (courier === undefined) return notSetUp(channel);
    const trouble = await courier.test();
    if (trouble !== null) return { channel, result: 'failed', message: trouble };
    return { channel, result: 'delivered', message: 'The other side has taken it. Look whether it arrived.' };
  }
}

function testLog(log: FastifyBaseLogger): ChannelTest {
  if (!LEVELS_WITH_INFO.includes(log.level)) return notSetUp('log');
  log.info({ alert: { event: 'test' } }, 'Test: alerts arrive here');
  return { channel: 'log', result: 'delivered', message: 'The log has a line "Test: alerts arrive here".' };
}

function notSetUp(channel: Channel): ChannelTest {
  return { channel, result: 'not_set_up', message: HOW_TO_SET_UP[channel] };
}
