/** The address by which this machine reaches a server that listens on `host`, which may be all of its addresses. */
export function addressFromHere({ host, port }: { host: string; port: number }): string {
  const name = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
