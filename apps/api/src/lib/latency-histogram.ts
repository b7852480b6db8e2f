/** Steps for each doubling, as a power of two: a value is known to 3 %. */
const STEP_BITS = 4;
const STEPS = 2 ** STEP_BITS;
/** Two minutes; what takes longer counts as this. */
const MAX_US = 2 ** 27 - 1;
const SLOTS = slotOf(MAX_US) + 1;

/** How long things took, in a fixed number of counters: noting one allocates nothing. */
export interface LatencyHistogram {
  note(ms: number): void;
  /**
   * The time in milliseconds that this share of all, 0 to 1, does not exceed (nearest rank); null where there was
   * nothing.
   */
  percentile(share: number): number | null;
  reset(): void;
}

export function createLatencyHistogram(): LatencyHistogram {
  const counts = new Uint32Array(SLOTS);
  let total = 0;

  return {
    note(ms) {
      const slot = slotOf(Math.min(ms * 1_000, MAX_US) | 0);
      counts[slot] = (counts[slot] as number) + 1;
      total += 1;
    },
    percentile(share) {
      const rank = Math.max(1, Math.ceil(share * total));
      let passed = 0;
      for (let slot = 0; slot < SLOTS; slot++) {
        passed += counts[slot] as number;
        if (passed >= rank) return middleOf(slot) / 1_000;
      }
      return null;
    },
    reset() {
      counts.fill(0);
      total = 0;
    },
  };
}

/** Microseconds below 16 have a slot each; from there on the highest bits say which: the exponent, and four more. */
function slotOf(us: number): number {
  if (us < STEPS) return us;
  const exponent = 31 - Math.clz32(us);
  return ((exponent - STEP_BITS + 1) << STEP_BITS) + ((us >>> (exponent - STEP_BITS)) & (STEPS - 1));
}

/** In microseconds. */
function middleOf(slot: number): number {
  if (slot < STEPS) return slot;
  const shift = (slot >>> STEP_BITS) - 1;
  const least = (STEPS + (slot & (STEPS - 1))) * 2 ** shift;
  return least + 2 ** shift / 2;
}
