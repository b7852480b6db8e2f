import { describe, expect, it } from 'vitest';
import { createSecretFilter } from '../lib/secret-filter.ts';
import { listSecretTexts } from './list-secret-texts.ts';

const NO_SECRETS = {
  adminToken: null,
  githubToken: null,
  githubAppKey: null,
  githubClientSecret: null,
  smtpUrl: null,
  webhookUrl: null,
  webhookSecret: null,
  others: [],
};

describe('what is kept out of sight', () => {
  it('is nothing where no secret is configured', () => {
    expect(listSecretTexts(NO_SECRETS)).toEqual([]);
  });

  it('is what other programs use, where it is no common word', () => {
    const others = [
      { name: 'OPENAI_API_KEY', value: 'sk-0123456789' },
      { name: 'STRIPE_KEY', value: 'test' },
      { name: 'DEEPL_KEY', value: null },
    ];
    expect(listSecretTexts({ ...NO_SECRETS, others })).toEqual(['sk-0123456789']);
  });

  it('is each secret as it was given', () => {
    const tokens = { adminToken: 'admin-token', githubToken: 'ghp_1', webhookSecret: 'signing-secret' };
    expect(listSecretTexts({ ...NO_SECRETS, ...tokens })).toEqual(Object.values(tokens));
  });

  it.for([
    ['the address', 'cannot use smtps://alerts:p%40ss-word@mail.example.org'],
    ['the password', '535 refused alerts / p@ss-word'],
    ['the password as the address has it', '535 refused p%40ss-word'],
    ['what AUTH PLAIN sends', `535 AUTH PLAIN ${base64('\0alerts\0p@ss-word')}`],
    ['what AUTH LOGIN sends', `334 then ${base64('p@ss-word')}`],
  ] as const)('is of a mail server %s', ([, text]) => {
    const { clean } = createSecretFilter(
      listSecretTexts({ ...NO_SECRETS, smtpUrl: 'smtps://alerts:p%40ss-word@mail.example.org' }),
    );
    expect(clean(text)).toContain('[secret]');
    expect(clean(text)).not.toMatch(/p@ss-word|p%40ss-word|[\w+/]{16,}/);
  });

  it.for([
    ['the address', 'https://hooks.example.org/services/T1/0123456789abcdef?key=fedcba9876543210'],
    ['the path', '404 for /services/T1/0123456789abcdef?key=fedcba9876543210'],
    ['a key in the path', 'no 0123456789abcdef'],
    ['a key in the query', 'no fedcba9876543210'],
  ] as const)('is of a webhook %s', ([, text]) => {
    const webhookUrl = 'https://hooks.example.org/services/T1/0123456789abcdef?key=fedcba9876543210';
    const { clean } = createSecretFilter(listSecretTexts({ ...NO_SECRETS, webhookUrl }));
    expect(clean(text)).toContain('[secret]');
    expect(clean(text)).not.toMatch(/0123456789abcdef|fedcba9876543210/);
  });

  it('leaves words alone that stand in many a text', () => {
    const texts = listSecretTexts({
      ...NO_SECRETS,
      smtpUrl: 'smtp://me:abc@localhost',
      webhookUrl: 'http://localhost:9000/alerts',
    });
    expect(createSecretFilter(texts).clean('GET /api/system/alerts by me, abc')).toBe(
      'GET /api/system/alerts by me, abc',
    );
  });

  it('copes with a percent sign that escapes nothing', () => {
    expect(listSecretTexts({ ...NO_SECRETS, smtpUrl: 'smtp://me:100%25%zz@localhost' })).toContain(
      '100%25%zz',
    );
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
