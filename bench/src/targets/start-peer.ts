import { fileURLToPath } from 'node:url';
import type { PeerReady } from '../peers/serve-peer.ts';
import { onCore } from '../processes/cores.ts';
import { receiveMessage } from '../processes/receive-message.ts';
import { startProcess } from '../processes/start-process.ts';
import type { Target } from './target.ts';

interface Peer {
  readonly name: string;
  /** A file in ../peers. */
  readonly entry: string;
  readonly core: number | undefined;
  /** Where it may keep a database. */
  readonly folder?: string;
  /** How many messages it begins with. */
  readonly messages?: number;
}

const READY_MS = 15_000;

export async function startPeer({ name, entry, core, folder = '', messages = 0 }: Peer): Promise<Target> {
  const file = fileURLToPath(new URL(`../peers/${entry}`, import.meta.url));
  const started = startProcess(onCore(core, [process.execPath, file]), {
    messages: true,
    env: { ...process.env, NODE_ENV: 'production', PEER_DIR: folder, PEER_MESSAGES: String(messages) },
  });
  const { port } = await receiveMessage<PeerReady>(started, READY_MS);
  return { name, port, pid: started.pid, stop: started.stop };
}
