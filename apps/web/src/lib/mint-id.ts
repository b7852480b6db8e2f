const LARGEST_COUNT = 0xfff;
/** A count starts in its lower half, which leaves a millisecond room for thousands of ids. */
const LARGEST_START = 0x7ff;

/**
 * Makes a mint of UUIDs of version 7 (RFC 9562, section 6.2, method 1): a time in milliseconds, a count
 * within it, and 62 random bits. Each id sorts after the one before, also when the clock goes back.
 */
export function createIdMint(now: () => number): () => string {
  let ms = -1;
  let count = 0;
  return mint;

  function mint(): string {
    advance();
    const time = toHex(ms, 12);
    const random = randomTail();
    return [time.slice(0, 8), time.slice(8), `7${toHex(count, 3)}`, random.slice(0, 4), random.slice(4)].join(
      '-',
    );
  }

  function advance(): void {
    const present = now();
    if (present > ms) {
      ms = present;
      count = randomBytes(2).reduce((sum, byte) => sum * 256 + byte, 0) & LARGEST_START;
    } else if (count < LARGEST_COUNT) {
      count++;
    } else {
      ms++;
      count = 0;
    }
  }
}

/** 62 random bits behind the two that name the variant. */
function randomTail(): string {
  const [first = 0, ...rest] = randomBytes(8);
  return [(first & 0x3f) | 0x80, ...rest].map((byte) => toHex(byte, 2)).join('');
}

/** Unlike `randomUUID`, this is there without HTTPS, as on a home network. */
function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function toHex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
