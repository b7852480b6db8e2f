import { devNull } from 'node:os';
import { searchPath } from '../../../config/search-path.ts';

const NOWHERE = '/nonexistent';

/**
 * All that git learns of the world: nothing that this machine or its user has set for git, and nobody to ask for a
 * password. https://git-scm.com/docs/git#_environment_variables
 */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: searchPath(),
    HOME: NOWHERE,
    XDG_CONFIG_HOME: NOWHERE,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    // Empty ones stand before whatever else could be asked: prompt.c in git.
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // Unlike the setting protocol.allow, it also binds the git that a fetch starts in the other repository.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
