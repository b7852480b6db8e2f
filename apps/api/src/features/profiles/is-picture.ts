type Recognise = (bytes: Buffer) => boolean;

/** A file of the ISO base media format begins with a box that lists what it may be read as (ISO/IEC 14496-12, 4.3). */
const BRANDS_START = 8;
const AVIF_BRANDS = ['avif', 'avis'];

const KINDS: readonly Recognise[] = [
  (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  (bytes) => bytes.subarray(0, 3).equals(Buffer.from('\xff\xd8\xff', 'latin1')),
  (bytes) => textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP',
  (bytes) => ['GIF87a', 'GIF89a'].includes(textAt(bytes, 0, 6)),
  (bytes) => textAt(bytes, 4, 4) === 'ftyp' && brandsOf(bytes).some((brand) => AVIF_BRANDS.includes(brand)),
];

/** Whether a file begins as a PNG, JPEG, WebP, GIF or AVIF does; what it is called, or says of itself, counts for nothing. */
export function isPicture(bytes: Buffer): boolean {
  return KINDS.some((recognise) => recognise(bytes));
}

function brandsOf(bytes: Buffer): string[] {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length);
  const count = Math.max(0, Math.floor((end - BRANDS_START) / 4));
  return Array.from({ length: count }, (_, at) => textAt(bytes, BRANDS_START + 4 * at, 4));
}

function textAt(bytes: Buffer, start: number, length: number): string {
  return bytes.toString('latin1', start, start + length);
}
