import type Sharp from 'sharp';

/** What decodes the kinds of pictures that `isPicture` knows; libvips could read much else, and SVG among it. */
const DECODERS = ['Png', 'Jpeg', 'Webp', 'Nsgif', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`);

let loading: Promise<typeof Sharp> | null = null;

/** The library takes a moment and some memory, and is loaded for the first picture. */
export function loadSharp(): Promise<typeof Sharp> {
  loading ??= load();
  return loading;
}

async function load(): Promise<typeof Sharp> {
  const { default: sharp } = await import('sharp');
  // Each picture is made once, and beside a server that has other things to do.
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: DECODERS });
  return sharp;
}
