/** The routes of GitHub's REST API that the double speaks, as GitHub's own description writes them. */
export const operations = {
  getRepository: 'GET /repos/{owner}/{repo}',
  getRef: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
  getCommit: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
  getTree: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  getBlob: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
  createTree: 'POST /repos/{owner}/{repo}/git/trees',
  createCommit: 'POST /repos/{owner}/{repo}/git/commits',
  createRef: 'POST /repos/{owner}/{repo}/git/refs',
  updateRef: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
  putContents: 'PUT /repos/{owner}/{repo}/contents/{path}',
  compare: 'GET /repos/{owner}/{repo}/compare/{basehead}',
  listCollaborators: 'GET /repos/{owner}/{repo}/collaborators',
  listMembers: 'GET /orgs/{org}/members',
  getUser: 'GET /user',
  createToken: 'POST /app/installations/{installation_id}/access_tokens',
} as const;

export type Operation = keyof typeof operations;
