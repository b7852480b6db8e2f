import { randomInt } from 'node:crypto';
import { SECRET_LENGTH } from '../../plugins/api-keys/index.ts';

const ID_LENGTH = 12;
const SMALL = '0123456789abcdefghijklmnopqrstuvwxyz';
const ALL = `${SMALL}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

export function mintKeyId(): string {
  return draw(SMALL, ID_LENGTH);
}

/** 256 random bits. */
export function mintSecret(): string {
  return draw(ALL, SECRET_LENGTH);
}

function draw(letters: string, length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
