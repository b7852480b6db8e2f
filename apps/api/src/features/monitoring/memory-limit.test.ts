import { totalmem } from 'node:os';
import { expect, it, vi } from 'vitest';
import { memoryLimit } from './memory-limit.ts';

const GIB = 2 ** 30;

it.for([
  ['what the container may have', GIB, GIB],
  ['all of the machine where no container says', 0, totalmem()],
  ['all of the machine where the container names more', 2 ** 64, totalmem()],
] as const)('the most memory is %s', ([, constrained, limit]) => {
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(constrained);
  expect(memoryLimit()).toBe(limit);
});
