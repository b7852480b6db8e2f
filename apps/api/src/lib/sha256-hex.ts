import { hash } from 'node:crypto';

/** In one step, which is the quicker way for what is short. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
