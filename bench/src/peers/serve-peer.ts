import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a peer tells whoever started it. */
export interface PeerReady {
  readonly port: number;
}

/** Listens on a free loopback port, says which, and ends with whoever started it. */
export function servePeer(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port } satisfies PeerReady);
  });
  process.on('disconnect', () => process.exit());
}
