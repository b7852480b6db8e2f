/**
 * Whether a version satisfies a pin: the same major or, where allowed, a later one, and not older.
 * @param {string} version as `v24.21.0` or `24.21.0`
 * @param {string} pin
 * @param {{ laterMajor: boolean }} options
 */
export function isAtLeast(version, pin, { laterMajor }) {
  const [major, minor] = parts(version);
  const [pinMajor, pinMinor] = parts(pin);
  if (major !== pinMajor) return laterMajor && major > pinMajor;
  return minor >= pinMinor;
}

/** @param {string} version */
function parts(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return /** @type {const} */ ([major, minor]);
}
