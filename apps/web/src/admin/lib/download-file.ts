import { h } from '../../lib/h.ts';

/** Has the browser save what is at an address of this server, under the name that the server gives. */
export function downloadFile(address: string): void {
  const link = h('a', { href: address, download: '', hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}
