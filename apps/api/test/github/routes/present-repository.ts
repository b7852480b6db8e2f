import { toSeconds } from '../git/commit-format.ts';
import { apiUrl, pageUrl, type Site } from '../site.ts';
import { presentUser } from './present-user.ts';

const API_PATHS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

export function presentRepository(site: Site): Record<string, unknown> {
  const { owner, name, settings } = site;
  const urls = Object.entries(API_PATHS).map(([key, path]) => [key, apiUrl(site, path)]);
  const moment = toSeconds(site.createdAt);
  return {
    id: 1,
    node_id: 'R_1',
    name,
    full_name: `${owner}/${name}`,
    private: settings.isPrivate,
    visibility: settings.isPrivate ? 'private' : 'public',
    owner: presentUser(site),
    html_url: pageUrl(site),
    description: null,
    fork: false,
    url: apiUrl(site),
    ...Object.fromEntries(urls),
    clone_url: pageUrl(site, '.git'),
    svn_url: pageUrl(site),
    git_url: `git:127.0.0.1/${owner}/${name}.git`,
    ssh_url: `git@127.0.0.1:${owner}/${name}.git`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    created_at: moment,
    updated_at: moment,
    pushed_at: moment,
    size: 0,
    archived: settings.isArchived,
    disabled: false,
    default_branch: settings.defaultBranch,
    ...counts,
    ...features,
  };
}

const counts = {
  forks: 0,
  forks_count: 0,
  network_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  stargazers_count: 0,
  subscribers_count: 0,
  watchers: 0,
  watchers_count: 0,
};

const features = {
  allow_forking: true,
  has_discussions: false,
  has_downloads: true,
  has_issues: true,
  has_pages: false,
  has_projects: true,
  has_wiki: false,
  is_template: false,
  topics: [],
  web_commit_signoff_required: false,
};
