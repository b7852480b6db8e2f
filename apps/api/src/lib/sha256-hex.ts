import { hash } from 'node:crypto';

/** In one step: it is done for each request of whoever is signed in. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
