/** The folders in which the system looks for a program such as git: no setting of BookChat, and nobody's to write down. */
export function searchPath(): string {
  // biome-ignore lint/style/noProcessEnv: beside the configuration, the one other place that reads it
  return process.env['PATH'] ?? '';
}
