import { readProxies } from './config/network-variables.ts';

/**
 * From now on all requests of this process go by the proxies of the machine. `node:http` is not imported for that: an
 * ES module that imports it has Node load all that it exports, its WebSocket client among them (35 ms of each start).
 * @returns what ends that.
 */
export function useProxies(): () => void {
  const proxies = readProxies();
  if (Object.keys(proxies).length === 0) return () => {};
  return process.getBuiltinModule('node:http').setGlobalProxyFromEnv(proxies);
}
