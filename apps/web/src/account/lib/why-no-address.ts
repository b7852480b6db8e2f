/** Why this cannot be a mail address, at a glance; the server looks closer. Null where it can, or where there is none. */
export function whyNoAddress(text: string): string | null {
  const value = text.trim();
  return value === '' || /^\S+@\S+\.\S+$/.test(value) ? null : 'This is no mail address.';
}
