import { expect, it } from 'vitest';
import { describeNetworkTrouble } from './network-trouble.ts';

it.for([
  ['ENOTFOUND', 'no name server knows that name (DNS)'],
  ['EAI_AGAIN', '(DNS)'],
  ['ECONNREFUSED', 'the connection is refused'],
  ['EHOSTUNREACH', 'The server cannot reach api.github.com. Check the network'],
  ['UND_ERR_CONNECT_TIMEOUT', 'The server cannot reach api.github.com. Check the network'],
  ['ECONNRESET', 'The connection to api.github.com broke off (ECONNRESET).'],
  ['UND_ERR_HEADERS_TIMEOUT', 'api.github.com did not answer in time'],
  [
    'CERT_HAS_EXPIRED',
    'The certificate of api.github.com is not trusted (CERT_HAS_EXPIRED). Check the clock',
  ],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'is not trusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is not trusted'],
  ['HPE_INVALID_CONSTANT', 'does not speak what was expected'],
  ['EMFILE', 'The connection to api.github.com failed (EMFILE).'],
] as const)('says in words what %s means', ([code, words]) => {
  const cause = Object.assign(new Error('connect 192.0.2.1:443'), { code });
  expect(describeNetworkTrouble(new TypeError('fetch failed', { cause }), 'api.github.com')).toContain(words);
});

it('leaves out what the error says itself', () => {
  const error = new TypeError('Headers.append: "Bearer ghp_canary" is an invalid header value.');
  const odd = Object.assign(new Error('odd'), { code: 'ghp_canary' });
  for (const one of [error, odd, 'ghp_canary', undefined])
    expect(describeNetworkTrouble(one, 'api.github.com')).toBe('The connection to api.github.com failed.');
});
