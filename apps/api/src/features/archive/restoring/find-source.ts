import { existsSync, realpathSync } from 'node:fs';
import type { Config, Secrets } from '../../../config.ts';
import { systemClock } from '../../../lib/clock.ts';
import { StartError } from '../../../start-error.ts';
import { toCredentials } from '../create-place.ts';
import { type ArchiveSource, parseArchiveSource } from '../history/archive-source.ts';
import { createGithubTarget, type GithubTarget } from '../targets/github/github-target.ts';
import { cloneUrlOf, webAddressOf } from '../targets/github/web-address-of.ts';
import { createLocalTarget } from '../targets/local/create-local-target.ts';

/** Where an archive is restored from. */
export interface RestoreSource {
  /** An address, or a path on this machine. */
  readonly from: string;
  /** Null: the one that the repository itself names first. */
  readonly branch: string | null;
  /** As people call it. */
  readonly name: string;
  /** What the configured place of the archive is kept under, where this is it; else null. */
  readonly target: string | null;
  /** A secret for git, where it needs one. */
  readonly header: ((signal: AbortSignal) => Promise<string>) | null;
  /** The place on GitHub that is set up, where this is not it. */
  readonly elsewhere: GithubTarget | null;
}

interface Settings {
  readonly config: Config;
  readonly secrets: Secrets;
}

/**
 * @param from what somebody gave; null: the place where the server keeps its archive.
 * @throws TargetError or StartError, in words, where that cannot be one.
 */
export function findSource(from: string | null, settings: Settings): RestoreSource {
  const place = toPlace(settings);
  if (from === null) return place;
  const source = parseArchiveSource(from);
  if (isSame(source.address, place.from)) return place;
  const header = source.protocol === 'file' ? null : headerFor(source, settings);
  const { repository } = settings.config.archive;
  const elsewhere = repository === null ? null : createGithub(repository, settings);
  return { from: source.address, branch: null, name: from, target: null, header, elsewhere };
}

function toPlace(settings: Settings): RestoreSource {
  const { repository, apiUrl, branch } = settings.config.archive;
  if (repository === null) return localPlace(settings);
  const from = cloneUrlOf(apiUrl, repository);
  const github = createGithub(repository, settings);
  return { from, branch, name: repository, target: github.name, header: toHeader(github), elsewhere: null };
}

function localPlace({ config: { archive } }: Settings): RestoreSource {
  const { name } = createLocalTarget({ dir: archive.dir });
  return {
    from: archive.dir,
    branch: 'main',
    name: archive.dir,
    target: name,
    header: null,
    elsewhere: null,
  };
}

/** @throws StartError where nothing is there that could be restored. */
export function ensureThere({ from, target }: RestoreSource, { archive }: Config): void {
  if (target === null || from !== archive.dir || existsSync(from)) return;
  throw new StartError(
    `There is no archive at ${from}. Say where it is: --from <address or path>; or set GITHUB_REPOSITORY and GITHUB_TOKEN ` +
      'as on the server before.',
  );
}

/** The token goes to GitHub alone, and nowhere else. */
function headerFor({ address }: ArchiveSource, settings: Settings): RestoreSource['header'] {
  const { apiUrl } = settings.config.archive;
  const url = new URL(address);
  if (url.origin !== new URL(webAddressOf(apiUrl, '')).origin) return null;
  const { githubToken, githubAppKey } = settings.secrets;
  if (githubToken === null && githubAppKey === null) return null;
  const [, repository] = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url.pathname) ?? [];
  return repository === undefined ? null : toHeader(createGithub(repository, settings));
}

function createGithub(repository: string, { config, secrets }: Settings) {
  const { apiUrl, branch } = config.archive;
  const credentials = toCredentials(config, secrets);
  return createGithubTarget({ repository, branch, apiUrl, credentials, clock: systemClock });
}

/** https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation */
function toHeader(github: Pick<GithubTarget, 'getToken'>) {
  return async (signal: AbortSignal): Promise<string> => {
    const token = await github.getToken(signal);
    return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  };
}

function isSame(address: string, place: string): boolean {
  return normalize(address) === normalize(place);
}

/** GitHub knows a repository by its name in any case, and with or without an ending. */
function normalize(address: string): string {
  if (!URL.canParse(address)) return existsSync(address) ? realpathSync(address) : address;
  return address
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}
