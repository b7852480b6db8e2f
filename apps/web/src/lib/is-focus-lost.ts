/** Whether the keys do nothing: what had the focus is gone, or cannot be seen any more. */
export function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === body || activeElement?.checkVisibility() === false;
}
