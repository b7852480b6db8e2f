import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ProblemError } from '../../lib/problem-error.ts';

export interface Passwords {
  /** Settles with what is kept of a password. */
  hash(password: string): Promise<string>;
  /** Whether it is the one that `stored` was made of; where there is none, finding that out takes as long. */
  verify(password: string, stored: string | null): Promise<boolean>;
  /** How many were hashed since the start, for either. */
  readonly hashed: number;
  /** The most that were being hashed at one time. */
  readonly most: number;
}

const LOG_N = 15;
const BLOCK_SIZE = 8;
const PARALLEL = 3;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Each takes 32 MiB, and a core for a tenth of a second. */
const MAX_AT_ONCE = 2;
const MAX_WAITING = 100;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * Passwords are kept as `scrypt$<N>$<r>$<p>$<salt>$<hash>` alone, and at most two are hashed at a time.
 * @param toKey does the work.
 */
export function createPasswords(toKey = deriveKey): Passwords {
  const waiting: (() => void)[] = [];
  let running = 0;
  let hashed = 0;
  let most = 0;

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await inTurn(() => toKey(password, salt));
      return ['scrypt', 2 ** LOG_N, BLOCK_SIZE, PARALLEL, text(salt), text(hash)].join('$');
    },
    async verify(password, stored) {
      const [salt, hash] = parse(stored);
      const found = await inTurn(() => toKey(password, salt));
      return timingSafeEqual(found, hash) && stored !== null;
    },
    get hashed() {
      return hashed;
    },
    get most() {
      return most;
    },
  };

  async function inTurn(work: () => Promise<Buffer>): Promise<Buffer> {
    if (running >= MAX_AT_ONCE) await turn();
    else running += 1;
    hashed += 1;
    most = Math.max(most, running);
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  function turn(): Promise<void> {
    if (waiting.length >= MAX_WAITING) throw tooMany();
    return new Promise((resolve) => waiting.push(resolve));
  }
}

/** Different ways to type the same characters make the same password (NIST SP 800-63B, 3.1.1.2). */
function deriveKey(password: string, salt: Buffer): Promise<Buffer> {
  const cost = 2 ** LOG_N;
  return derive(password.normalize('NFKC'), salt, KEY_BYTES, {
    cost,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLEL,
    maxmem: 2 * 128 * cost * BLOCK_SIZE,
  });
}

function parse(stored: string | null): [salt: Buffer, hash: Buffer] {
  const [, , , , salt, hash] = stored?.split('$') ?? [];
  if (salt === undefined || hash === undefined) return [randomBytes(SALT_BYTES), randomBytes(KEY_BYTES)];
  return [Buffer.from(salt, 'base64url'), Buffer.from(hash, 'base64url')];
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url');
}

function tooMany(): ProblemError {
  return new ProblemError('overloaded', 'Too many people are signing in. Try again in a few seconds.', {
    headers: { 'retry-after': '2' },
  });
}
