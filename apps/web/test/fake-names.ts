import { vi } from 'vitest';
import type { Names } from '../src/stores/take-name.ts';

/** A server at which every name is free, unless a test says otherwise. */
export function fakeNames() {
  return {
    takeName: vi.fn<Names['takeName']>(async (name) => ({ name, names: [name] })),
    readIdentity: vi.fn<Names['readIdentity']>(async () => ({ name: null, names: [] })),
  };
}
