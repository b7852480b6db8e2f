import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

const OPEN = { ALLOW_OPEN_ACCESS: 'yes' };

describe('the configuration', () => {
  it('is that of development where nothing is set', () => {
    const { config, secrets } = parseConfig({});
    expect(config).toEqual({
      environment: 'development',
      http: { host: '127.0.0.1', port: 5002, publicUrl: null, trustedProxies: [], corsOrigins: [] },
      auth: { mode: 'open' },
      openAccess: 'home',
      dataDir: resolve('data'),
      database: resolve('data/bookchat.db'),
      logs: { level: 'debug', dir: resolve('data/logs'), fileBytes: 1_048_576, files: 5 },
      rateLimits: {
        windowSeconds: 60,
        writes: 60,
        reads: 1_200,
        polls: 6_000,
        searches: 120,
        admin: 600,
        signIns: 10,
        backupsPerDay: 5,
      },
      breaches: { periodHours: 24, warningAbove: 10, keepDays: 30 },
      retention: {
        days: null,
        rooms: new Map(),
        alertDays: 90,
        metricsMinutesHours: 25,
        metricsHoursDays: 90,
        logDays: null,
        yearlyDir: resolve('data/old-messages'),
        rebuildMaxBytes: 512 * 1024 * 1024,
      },
      archive: {
        isOn: true,
        dir: resolve('data/archive.git'),
        repository: null,
        app: null,
        branch: 'main',
        apiUrl: new URL('https://api.github.com'),
        writePauseMs: 1000,
        writesPerHour: 480,
        publicNoticeMinutes: 60,
        intervalSeconds: 30,
      },
      githubSignIn: null,
      backups: {
        dir: resolve('data/backups'),
        copyDir: null,
        keep: 10,
        overdueHours: 26,
        beforeUpgrade: true,
      },
      schedules: {
        database_backup: '24h',
        cleanup_backups: '7d',
        restore_drill: '7d',
        database_health: '1h',
        rate_limits: '1h',
        api_keys: '24h',
        self_check: '1m',
        metrics: '* * * * *',
        archive_verify: '1h',
        github_access: '5m',
        retention: '24h',
      },
      thresholds: {
        databaseBytes: 1024 ** 3,
        diskFreeWarning: 0.1,
        diskFreeCritical: 0.03,
        eventLoopMs: 1_000,
        shedMs: 500,
        slowQueryMs: 100,
        keyAgeDays: 60,
        keyExpiryDays: 14,
      },
      secretExpiries: new Map(),
      alerts: { email: null, webhook: null, maxPerHour: 20 },
    });
    expect(secrets).toEqual({
      adminToken: null,
      githubAppKey: null,
      githubClientSecret: null,
      githubToken: null,
      smtpUrl: null,
      webhookUrl: null,
      webhookSecret: null,
      others: [],
    });
  });

  it('of production listens to all on port 80, logs less and limits more', () => {
    const { config } = parseConfig({ NODE_ENV: 'production', ...OPEN });
    expect(config).toMatchObject({
      environment: 'production',
      http: { host: '0.0.0.0', port: 80 },
      auth: { mode: 'accounts' },
      openAccess: 'none',
      logs: { level: 'info' },
      rateLimits: { writes: 30, searches: 60, admin: 300, reads: 1_200, polls: 6_000, signIns: 10 },
    });
  });

  it('of tests keeps its data in memory, on any port', () => {
    const { config } = parseConfig({ NODE_ENV: 'test' });
    expect(config).toMatchObject({
      environment: 'test',
      http: { host: '127.0.0.1', port: 0 },
      database: ':memory:',
      logs: { level: 'warn' },
      rateLimits: { writes: 60, searches: 120, admin: 600 },
    });
  });

  it.for([
    [{}, '/data/backups'],
    [{ DATABASE_URL: ':memory:' }, '/data/memory-backups'],
    [{ NODE_ENV: 'test' }, '/data/memory-backups'],
    [{ NODE_ENV: 'test', BACKUP_DIR: '/data/backups' }, '/data/backups'],
  ] as const)(
    'keeps backups of what is only in memory away from those of a database beside it: %j',
    ([env, dir]) => {
      expect(parseConfig({ DATA_DIR: '/data', ...env }).config.backups.dir).toBe(dir);
    },
  );

  it('takes an empty variable as not set', () => {
    const empty = Object.fromEntries(
      ['NODE_ENV', 'PORT', 'HOST', 'PUBLIC_URL', 'DATABASE_URL', 'ADMIN_TOKEN', 'CORS_ORIGINS'].map(
        (name) => [name, ''],
      ),
    );
    expect(parseConfig(empty)).toEqual(parseConfig({}));
  });

  it('takes single variables over what the environment says', () => {
    const { config, secrets } = parseConfig({
      NODE_ENV: 'production',
      PORT: '8080',
      HOST: '::1',
      PUBLIC_URL: 'https://localhost:8443',
      DATA_DIR: '/srv/chat',
      TRUSTED_PROXIES: ' 10.0.0.1, 192.168.0.0/16,fd00::/8 ,',
      CORS_ORIGINS: 'https://app.example.org,http://localhost:3000',
      GITHUB_REPOSITORY: 'acme/conversation',
      GITHUB_TOKEN: 'ghp_canary',
      ADMIN_TOKEN: 'x'.repeat(32),
      BACKUP_COPY_DIR: '/mnt/usb',
      RATE_LIMIT_MAX_READS: '5',
    });
    expect(config.http).toEqual({
      host: '::1',
      port: 8080,
      publicUrl: new URL('https://localhost:8443'),
      trustedProxies: ['10.0.0.1', '192.168.0.0/16', 'fd00::/8'],
      corsOrigins: ['https://app.example.org', 'http://localhost:3000'],
    });
    expect(config).toMatchObject({
      openAccess: 'none',
      database: join('/srv/chat', 'bookchat.db'),
      logs: { dir: '/srv/chat/logs' },
      backups: { dir: '/srv/chat/backups', copyDir: '/mnt/usb' },
      archive: { repository: 'acme/conversation' },
      rateLimits: { writes: 30, reads: 5 },
    });
    expect(secrets).toMatchObject({ adminToken: 'x'.repeat(32), githubToken: 'ghp_canary' });
    expect(JSON.stringify(config), 'and all but the secrets may be logged').not.toMatch(/canary|xxxx/);
  });

  it('ignores variables that are not its own', () => {
    expect(parseConfig({ HOME: '/root', npm_config_cache: 'x' })).toEqual(parseConfig({}));
  });

  it.for([
    ['NODE_ENV', 'staging', 'development, production, test'],
    ['PORT', '65536', 'from 0 to 65535'],
    ['PORT', '5002a', 'whole number'],
    ['PORT', '-1', 'whole number'],
    ['PORT', '1e3', 'whole number'],
    ['HOST', 'http://localhost', 'without a port'],
    ['HOST', 'local host', 'host name'],
    ['PUBLIC_URL', 'chat.example.org', 'https://chat.example.org'],
    ['PUBLIC_URL', 'ftp://chat.example.org', 'https://chat.example.org'],
    ['DATABASE_URL', 'postgres://localhost/chat', 'PostgreSQL is not supported'],
    ['ALLOW_OPEN_ACCESS', 'true', 'yes, no'],
    ['ADMIN_TOKEN', 'x'.repeat(31), '32 or more'],
    ['ADMIN_TOKEN', `${'x'.repeat(32)} y`, 'without spaces'],
    ['TRUSTED_PROXIES', 'true', 'IP addresses'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'IP addresses'],
    ['TRUSTED_PROXIES', '10.0.0.0/x', 'IP addresses'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8', 'IP addresses'],
    ['TRUSTED_PROXIES', 'proxy.example.org', 'IP addresses'],
    ['TRUSTED_PROXIES', '0.0.0.0/0', 'none that holds everyone'],
    ['TRUSTED_PROXIES', '10.0.0.1, ::/0', 'none that holds everyone'],
    ['TRUSTED_PROXIES', '10.0.0.0/00', 'none that holds everyone'],
    ['CORS_ORIGINS', '*', 'origins'],
    ['SCHEDULE_DATABASE_BACKUP', 'daily', 'cron line'],
    ['SCHEDULE_DATABASE_BACKUP', '0h', 'cron line'],
    ['SCHEDULE_DATABASE_BACKUP', '61 * * * *', 'cron line'],
    ['SCHEDULE_DATABASE_BACKUP', '0 0 30 2 *', 'is a time that never comes'],
    ['DISK_CRITICAL_PERCENT', '11', 'more than DISK_WARNING_PERCENT (10)'],
    ['SMTP_URL', 'mail.example.org', 'smtps://'],
    ['ALERT_EMAIL_TO', 'alice@example.org, bob', 'e-mail addresses'],
    ['ALERT_EMAIL_FROM', 'alice', 'e-mail address'],
    ['ALERT_EMAIL_SEVERITY', 'FATAL', 'CRITICAL, WARNING, INFO'],
    ['ALERT_WEBHOOK_SECRET', 'short', '16 or more'],
    ['CORS_ORIGINS', 'https://app.example.org/', 'origins'],
    ['CORS_ORIGINS', 'https://a.example,null', 'origins'],
    ['LOG_LEVEL', 'loud', 'trace, debug'],
    ['RATE_LIMIT_MAX_REQUESTS', '0', 'from 1'],
    ['RATE_LIMIT_WINDOW_SECONDS', '86401', 'to 86400'],
    ['GITHUB_TOKEN', 'two words', 'spaces'],
    ['GITHUB_REPOSITORY', 'conversation', 'owner/name'],
    ['GITHUB_BRANCH', '-x', 'branch'],
    ['GITHUB_API_URL', 'api', 'address'],
    ['ARCHIVE_INTERVAL_SECONDS', '4', 'from 5'],
    ['MAX_BACKUPS', '0', 'from 1'],
  ] as const)('refuses %s=%s, and says what it takes', ([variable, value, hint]) => {
    const { mistakes } = mistakesOf({ [variable]: value });
    expect(mistakes.map((mistake) => mistake.variable)).toEqual([variable]);
    expect(mistakes[0]?.message).toContain(hint);
  });

  it.for([
    ['WATCHED_SECRETS', 'OPENAI API KEY', 'must be names of variables'],
    ['WATCHED_SECRETS', 'STRIPE_KEY,PORT', 'names PORT, which BookChat itself uses'],
    ['SECRET_EXPIRY', 'OPENAI_API_KEY', 'must be names of variables with a day'],
    ['SECRET_EXPIRY', 'OPENAI_API_KEY=2027-02-30', 'must be names of variables with a day'],
    ['SECRET_EXPIRY', 'STRIPE_KEY=2027-06-30', 'names STRIPE_KEY, which nobody watches'],
  ] as const)('is refused where secrets are watched wrongly: %s=%s', ([variable, value, words]) => {
    expect(mistakesOf({ [variable]: value }).mistakes).toEqual([
      { variable, message: expect.stringContaining(words) },
    ]);
  });

  it('refuses to forget breaches of the limits that it is to sum up', () => {
    const { mistakes } = mistakesOf({ BREACH_RETENTION_DAYS: '1', BREACH_PERIOD_HOURS: '25' });
    expect(mistakes).toEqual([
      {
        variable: 'BREACH_RETENTION_DAYS',
        message:
          'is 1, shorter than the 25 hours of BREACH_PERIOD_HOURS, which are summed up from what is kept',
      },
    ]);
  });

  it('names every mistake at once', () => {
    const error = mistakesOf({ NODE_ENV: 'staging', PORT: 'x', CORS_ORIGINS: '*', ADMIN_TOKEN: 'short' });
    expect(error.mistakes.map(({ variable }) => variable).toSorted()).toEqual([
      'ADMIN_TOKEN',
      'CORS_ORIGINS',
      'NODE_ENV',
      'PORT',
    ]);
    expect(error.message).toMatch(/^The configuration has 4 mistakes:\n {2}\w/);
    expect(error.message, 'but no secret').not.toContain('short');
  });

  it('names what contradicts beside what is wrong by itself', () => {
    const { mistakes } = mistakesOf({
      PORT: 'x',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'http://chat.local',
      GITHUB_REPOSITORY: 'acme/chat',
    });
    expect(mistakes.map(({ variable }) => variable)).toEqual(['PORT', 'HOST', 'PUBLIC_URL', 'GITHUB_TOKEN']);
  });

  it.for([
    { DATA_DIR: '/data', BACKUP_COPY_DIR: '/data/backups' },
    { DATA_DIR: '/data', DATABASE_URL: ':memory:', BACKUP_COPY_DIR: '/data/memory-backups' },
    { BACKUP_DIR: '/backups', BACKUP_COPY_DIR: '/elsewhere/../backups/' },
  ])('refuses to copy backups onto themselves: %j', (env) => {
    expect(mistakesOf(env).mistakes).toEqual([
      { variable: 'BACKUP_COPY_DIR', message: expect.stringContaining('on another disk') },
    ]);
    expect(parseConfig({ ...env, BACKUP_COPY_DIR: '/share' }).config.backups.copyDir).toBe('/share');
  });

  it.for([
    [{ DATA_DIR: '/data', BACKUP_DIR: '/data/' }, 'DATA_DIR'],
    [{ DATA_DIR: '/data', BACKUP_DIR: '/data/logs' }, 'LOG_DIR'],
    [{ DATA_DIR: '/data', LOG_DIR: '/log', BACKUP_DIR: '/log' }, 'LOG_DIR'],
  ] as const)('refuses to keep backups among other files: %j', ([env, taken]) => {
    expect(mistakesOf(env).mistakes).toEqual([
      { variable: 'BACKUP_DIR', message: expect.stringContaining(`the folder of ${taken}.`) },
    ]);
    expect(parseConfig({ ...env, BACKUP_DIR: '/data/kept' }).config.backups.dir).toBe('/data/kept');
  });

  it('does not hold what is wrong by itself against another', () => {
    const env = {
      ALLOW_OPEN_ACCESS: 'true',
      HOST: '0.0.0.0',
      GITHUB_REPOSITORY: 'acme/chat',
      GITHUB_TOKEN: 'a b',
    };
    const { mistakes } = mistakesOf(env);
    expect(mistakes.map(({ variable }) => variable)).toEqual(['ALLOW_OPEN_ACCESS', 'GITHUB_TOKEN']);
  });

  it('says that there is a mistake where there is one', () => {
    expect(mistakesOf({ PORT: 'x' }).message).toMatch(/^The configuration has a mistake:\n {2}PORT must be/);
  });
});

describe('open mode', () => {
  it.for(['0.0.0.0', '::', '192.168.1.5', 'chat.example.org', '127.8.9.10', '::ffff:127.0.0.1'])(
    'refuses to listen on %s unless ALLOW_OPEN_ACCESS=yes',
    (host) => {
      const { mistakes } = mistakesOf({ HOST: host });
      expect(mistakes).toEqual([
        { variable: 'HOST', message: expect.stringContaining('ALLOW_OPEN_ACCESS=yes') },
      ]);
      expect(parseConfig({ HOST: host, ...OPEN }).config.openAccess).toBe('network');
    },
  );

  it.for(['127.0.0.1', '::1', 'localhost'])('may listen on %s', (host) => {
    expect(parseConfig({ HOST: host }).config.http.host).toBe(host);
  });

  it('refuses the host that production listens on by default', () => {
    const open = { NODE_ENV: 'production', AUTH_MODE: 'open' };
    expect(mistakesOf(open).message).toContain('HOST is 0.0.0.0');
    expect(mistakesOf({ ...open, ALLOW_OPEN_ACCESS: 'no' }).message).toContain('HOST is 0.0.0.0');
    expect(parseConfig({ NODE_ENV: 'production', AUTH_MODE: 'accounts' }).config.openAccess).toBe('none');
  });
});

describe('a public address', () => {
  it.for(['http://chat.local', 'https://chat.example.org', 'http://127.0.0.2:5002'])(
    'is refused unless ALLOW_OPEN_ACCESS=yes where it is %s, which the server would not answer to',
    (address) => {
      expect(mistakesOf({ PUBLIC_URL: address }).mistakes).toEqual([
        { variable: 'PUBLIC_URL', message: expect.stringContaining('ALLOW_OPEN_ACCESS=yes') },
      ]);
      expect(parseConfig({ PUBLIC_URL: address, ...OPEN }).config.http.publicUrl).toEqual(new URL(address));
    },
  );

  it.for(['http://localhost:8080', 'https://127.0.0.1', 'http://[::1]:5002'])('may be %s', (address) => {
    expect(parseConfig({ PUBLIC_URL: address }).config.http.publicUrl).toEqual(new URL(address));
  });
});

describe('a name in .env', () => {
  it.for([
    ['RATE_LIMIT_MAX_REQUEST', 'RATE_LIMIT_MAX_REQUESTS'],
    ['RATE_LIMIT_WINDOW', 'RATE_LIMIT_WINDOW_SECONDS'],
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['PROT', 'PORT'],
    ['port', 'PORT'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['GITHUB_REPO', 'GITHUB_REPOSITORY'],
  ] as const)('that is %s stops the start: did you mean %s?', ([name, meant]) => {
    expect(mistakesOf({ [name]: '5' }, [name]).mistakes).toEqual([
      { variable: name, message: expect.stringContaining(`did you mean ${meant}?`) },
    ]);
  });

  it.for([
    'PORT',
    'MAX_BACKUPS',
    'TZ',
    'HOME',
    'PATH',
    'NODE_OPTIONS',
    'COMPOSE_PROJECT_NAME',
    'BOOKCHAT_CHROMIUM',
  ])('may be %s', (name) => {
    expect(parseConfig({}, [name])).toEqual(parseConfig({}));
  });

  it('that is mistyped is named beside the other mistakes', () => {
    const { mistakes } = mistakesOf({ PORT: 'x' }, ['HOTS']);
    expect(mistakes.map(({ variable }) => variable)).toEqual(['PORT', 'HOTS']);
  });
});

describe('the archive', () => {
  it('needs a token where a repository is named', () => {
    const { mistakes } = mistakesOf({ GITHUB_REPOSITORY: 'acme/conversation' });
    expect(mistakes.map(({ variable }) => variable)).toEqual(['GITHUB_TOKEN']);
  });
});

function mistakesOf(env: Readonly<Record<string, string>>, inFile: readonly string[] = []): ConfigError {
  try {
    parseConfig(env, inFile);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('This configuration was not refused');
}
