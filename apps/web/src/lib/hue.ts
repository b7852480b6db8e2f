/** Hues this far apart can still be told from one another. */
const HUE_STEPS = 24;

/** A hue in degrees, the same for the same name on every machine (FNV-1a over its UTF-16 units, mixed). */
export function hueOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return ((mix(hash) % HUE_STEPS) * 360) / HUE_STEPS;
}

/** Spreads what short names differ in over all bits (the finish of MurmurHash3). */
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
