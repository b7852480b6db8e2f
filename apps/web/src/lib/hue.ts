/** Hues this far apart can still be told from one another. */
const HUE_STEPS = 24;

/** A hue in degrees, the same for the same name on every machine (FNV-1a over its UTF-16 units). */
export function hueOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return (((hash >>> 8) % HUE_STEPS) * 360) / HUE_STEPS;
}
