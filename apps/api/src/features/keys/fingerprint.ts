import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, string, number, Buffer>(scrypt);

/**
 * So short that of a million guesses fifteen fit by chance: whoever reads the database, or a backup of it, learns of
 * no password that it is the right one. One change in 65,536 goes unnoticed for it.
 */
const FINGERPRINT_BYTES = 2;

export interface Fingerprint {
  readonly salt: string;
  readonly fingerprint: string;
}

export async function makeFingerprint(value: string): Promise<Fingerprint> {
  const salt = randomBytes(16).toString('hex');
  return { salt, fingerprint: await compute(value, salt) };
}

export async function fitsFingerprint(value: string, { salt, fingerprint }: Fingerprint): Promise<boolean> {
  return (await compute(value, salt)) === fingerprint;
}

async function compute(value: string, salt: string): Promise<string> {
  return (await derive(value, salt, FINGERPRINT_BYTES)).toString('hex');
}
