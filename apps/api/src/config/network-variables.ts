const PROXIES = ['http_proxy', 'https_proxy', 'no_proxy'] as const;

/**
 * The proxies of this machine, under the names by which git and Node.js both know them. They are no settings of BookChat:
 * whoever runs the machine has set them for all programs.
 */
export function readProxies(): Readonly<Record<string, string>> {
  const set = PROXIES.map((name) => [name, read(name) || read(name.toUpperCase())] as const);
  return Object.fromEntries(
    set.filter((pair): pair is readonly [(typeof PROXIES)[number], string] => !!pair[1]),
  );
}

/** Whether Node.js was started with authorities of this machine's own, beside those that it knows. */
export function hasOwnAuthorities(): boolean {
  return !!read('NODE_EXTRA_CA_CERTS');
}

function read(name: string): string | undefined {
  // biome-ignore lint/style/noProcessEnv: beside the configuration, the one other place that reads it
  return process.env[name];
}
