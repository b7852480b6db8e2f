import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../config.ts';

const CLIENT = { GITHUB_OAUTH_CLIENT_ID: 'Iv1.0123', GITHUB_OAUTH_CLIENT_SECRET: 'a-secret-of-20-letters' };
const REPOSITORY = { GITHUB_REPOSITORY: 'acme/conversation', GITHUB_TOKEN: 'ghp_1' };

function mistakesOf(env: Readonly<Record<string, string>>) {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
  }
  throw new Error('This configuration was not refused');
}

describe('sign-in with GitHub', () => {
  it.for([
    ['collaborators', { kind: 'collaborators' }],
    ['org:acme', { kind: 'org', org: 'acme' }],
    ['ada', { kind: 'list', logins: ['ada'] }],
    [' Ada, bob-b,,carol_acme ', { kind: 'list', logins: ['ada', 'bob-b', 'carol_acme'] }],
  ] as const)('lets in whom GITHUB_SIGN_IN says: %s', ([GITHUB_SIGN_IN, audience]) => {
    const { config, secrets } = parseConfig({ ...CLIENT, ...REPOSITORY, GITHUB_SIGN_IN });
    expect(config.githubSignIn).toEqual({
      clientId: 'Iv1.0123',
      audience,
      webUrl: new URL('https://github.com'),
    });
    expect(secrets.githubClientSecret).toBe('a-secret-of-20-letters');
  });

  it.for(['org:', 'org:a b', '-ada', 'ada,b c', ',', 'ada/bob'])('refuses %s', (GITHUB_SIGN_IN) => {
    expect(mistakesOf({ ...CLIENT, ...REPOSITORY, GITHUB_SIGN_IN })).toEqual([
      { variable: 'GITHUB_SIGN_IN', message: expect.stringContaining('must be collaborators, org:') },
    ]);
  });

  it('is all three variables or none', () => {
    expect(mistakesOf({ GITHUB_SIGN_IN: 'ada' })).toEqual([
      { variable: 'GITHUB_OAUTH_CLIENT_ID', message: 'is missing beside GITHUB_SIGN_IN' },
      { variable: 'GITHUB_OAUTH_CLIENT_SECRET', message: 'is missing beside GITHUB_SIGN_IN' },
    ]);
    expect(mistakesOf({ ...CLIENT })).toEqual([
      { variable: 'GITHUB_SIGN_IN', message: expect.stringContaining('is missing beside') },
    ]);
  });

  it('needs something to ask GitHub with', () => {
    expect(mistakesOf({ ...CLIENT, GITHUB_SIGN_IN: 'collaborators' })).toEqual([
      { variable: 'GITHUB_REPOSITORY', message: expect.stringContaining('its collaborators') },
    ]);
    expect(mistakesOf({ ...CLIENT, GITHUB_SIGN_IN: 'org:acme' })).toEqual([
      { variable: 'GITHUB_TOKEN', message: expect.stringContaining('who else is in acme') },
    ]);
    expect(parseConfig({ ...CLIENT, GITHUB_SIGN_IN: 'ada' }).config.githubSignIn).not.toBeNull();
  });

  it('says one mistake once', () => {
    const wrong = { ...CLIENT, GITHUB_SIGN_IN: 'collaborators', GITHUB_REPOSITORY: 'acme' };
    expect(mistakesOf(wrong).map(({ variable }) => variable)).toEqual(['GITHUB_REPOSITORY']);
    const token = { ...CLIENT, GITHUB_SIGN_IN: 'org:acme', GITHUB_TOKEN: 'a b' };
    expect(mistakesOf(token).map(({ variable }) => variable)).toEqual(['GITHUB_TOKEN']);
  });

  it.for([
    ['https://github.example.org/api/v3', 'https://github.example.org'],
    ['https://api.octocorp.ghe.com', 'https://octocorp.ghe.com'],
  ])('goes where GITHUB_API_URL belongs: %s', ([GITHUB_API_URL = '', web = '']) => {
    const env = { ...CLIENT, GITHUB_SIGN_IN: 'ada', GITHUB_API_URL };
    expect(parseConfig(env).config.githubSignIn?.webUrl).toEqual(new URL(web));
    const elsewhere = { ...env, GITHUB_WEB_URL: 'https://sign-in.example.org' };
    expect(parseConfig(elsewhere).config.githubSignIn?.webUrl.host).toBe('sign-in.example.org');
  });
});
