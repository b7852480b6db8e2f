export const ENVIRONMENTS = ['development', 'production', 'test'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/**
 * What differs between the environments; each single variable overrides its line. Production is stricter where a
 * request costs most. Reads and polls are as many everywhere: how many people share an address is nothing that
 * an environment knows. Nor may the admin token be guessed more often in any. Tests run on busy machines, and shed
 * nothing unless they ask for it.
 */
export const ENVIRONMENT_DEFAULTS = {
  development: {
    HOST: '127.0.0.1',
    PORT: '5002',
    AUTH_MODE: 'open',
    LOG_LEVEL: 'debug',
    DATABASE_URL: '',
    RATE_LIMIT_MAX_REQUESTS: '60',
    RATE_LIMIT_MAX_SEARCHES: '120',
    RATE_LIMIT_MAX_ADMIN: '600',
    EVENT_LOOP_SHED_MS: '500',
    ARCHIVE: 'on',
  },
  production: {
    HOST: '0.0.0.0',
    PORT: '80',
    AUTH_MODE: 'accounts',
    LOG_LEVEL: 'info',
    DATABASE_URL: '',
    RATE_LIMIT_MAX_REQUESTS: '30',
    RATE_LIMIT_MAX_SEARCHES: '60',
    RATE_LIMIT_MAX_ADMIN: '300',
    EVENT_LOOP_SHED_MS: '500',
    ARCHIVE: 'on',
  },
  test: {
    HOST: '127.0.0.1',
    PORT: '0',
    AUTH_MODE: 'open',
    LOG_LEVEL: 'warn',
    DATABASE_URL: ':memory:',
    RATE_LIMIT_MAX_REQUESTS: '60',
    RATE_LIMIT_MAX_SEARCHES: '120',
    RATE_LIMIT_MAX_ADMIN: '600',
    EVENT_LOOP_SHED_MS: '0',
    ARCHIVE: 'off',
  },
} as const satisfies Record<Environment, Record<string, string>>;
