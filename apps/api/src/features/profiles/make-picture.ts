import type { ProblemError } from '../../lib/problem-error.ts';
import { avatarRefused } from './avatar-refused.ts';
import { isPicture } from './is-picture.ts';
import { loadSharp } from './load-sharp.ts';

export const PICTURE_SIZE = 256;
const MAX_PICTURE_BYTES = 64 * 1024;
/** A file of a few bytes can ask for any number of pixels, and each takes four bytes here. */
const MAX_PIXELS = 40_000_000;
const TIMEOUT_SECONDS = 10;
const QUALITY = 82;
/** For what is mostly noise; so coarse, no picture of this size takes more than half of the limit. */
const COARSE_QUALITY = 30;

/**
 * Makes a picture of a file: its middle, square, as WebP of at most 64 KiB, with nothing else of what the file holds.
 * @throws ProblemError `avatar_refused`.
 */
export async function makePicture(file: Buffer): Promise<Buffer> {
  if (!isPicture(file))
    throw avatarRefused('Only a PNG, JPEG, WebP, AVIF or GIF is taken. Choose another file.');
  const square = await toSquare(file);
  const picture = await toWebp(square, QUALITY);
  return picture.length <= MAX_PICTURE_BYTES ? picture : toWebp(square, COARSE_QUALITY);
}

async function toSquare(file: Buffer): Promise<Buffer> {
  const sharp = await loadSharp();
  try {
    return await sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .autoOrient()
      .resize(PICTURE_SIZE, PICTURE_SIZE, { fit: 'cover' })
      // Initials would show through.
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .png({ compressionLevel: 0 })
      .toBuffer();
  } catch (error) {
    throw toRefusal(error as Error);
  }
}

async function toWebp(square: Buffer, quality: number): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(square).webp({ quality }).toBuffer();
}

function toRefusal(error: Error): ProblemError {
  if (/pixel limit/.test(error.message))
    return avatarRefused('The picture has more than 40 million pixels. Choose a smaller one.', error);
  return avatarRefused(
    'The picture is damaged, or cut short, and cannot be read. Choose another file.',
    error,
  );
}
