import { expect, it } from 'vitest';
import { parseConfig } from '../../config.ts';
import { relyingParty } from './relying-party.ts';

function ask(publicUrl: string, host?: string) {
  const { config } = parseConfig({ NODE_ENV: 'test', PUBLIC_URL: publicUrl, ALLOW_OPEN_ACCESS: 'yes' });
  return relyingParty(config, { protocol: 'http', headers: host === undefined ? {} : { host } });
}

it.for([
  ['https://chat.example.org', { id: 'chat.example.org', origins: ['https://chat.example.org'] }],
  ['https://chat.example.org:8443/', { id: 'chat.example.org', origins: ['https://chat.example.org:8443'] }],
  ['http://localhost:5002', { id: 'localhost', origins: ['http://localhost:5002'] }],
  ['http://chat.example.org', null],
  ['http://127.0.0.1:5002', null],
  ['https://192.0.2.7', null],
  ['https://[2001:db8::1]', null],
] as const)('is what PUBLIC_URL names, if browsers take it: %s', ([publicUrl, party]) => {
  expect(ask(publicUrl, 'localhost:1234')).toEqual(party);
});

it.for([
  ['localhost:5002', { id: 'localhost', origins: ['http://localhost:5002'] }],
  ['LOCALHOST', { id: 'localhost', origins: ['http://localhost'] }],
  ['127.0.0.1:5002', null],
  ['[::1]:5002', null],
  ['chat.example.org', null],
  ['localhost.example.org', null],
  [undefined, null],
] as const)('is localhost alone without it: %s', ([host, party]) => {
  expect(ask('', host)).toEqual(party);
});
