import { wearStyle } from '../admin/lib/page-style.ts';

const worn = new WeakSet<AbortSignal>();

/** The style of dialogs came with their code; a page puts it on once. */
export function wearDialogs(signal: AbortSignal): void {
  if (!worn.has(signal)) wearStyle(signal);
  worn.add(signal);
}
