const LOOPBACK_HOSTS = ['127.0.0.1', '::1', 'localhost'];

/** Whether a host to listen on can be reached from this machine alone, and under a name that the home guard knows. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.includes(host);
}
