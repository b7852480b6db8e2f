import type { Operation } from '../operations.ts';
import type { Handle } from './call.ts';
import { compare } from './compare.ts';
import { createCommit } from './create-commit.ts';
import { createRef } from './create-ref.ts';
import { createToken } from './create-token.ts';
import { createTree } from './create-tree.ts';
import { getBlob } from './get-blob.ts';
import { getCommit } from './get-commit.ts';
import { getRef } from './get-ref.ts';
import { getRepository } from './get-repository.ts';
import { getTree } from './get-tree.ts';
import { getUser } from './get-user.ts';
import { listCollaborators } from './list-collaborators.ts';
import { listMembers } from './list-members.ts';
import { putContents } from './put-contents.ts';
import { updateRef } from './update-ref.ts';

export const handlers: Readonly<Record<Operation, Handle>> = {
  compare,
  createCommit,
  createRef,
  createToken,
  createTree,
  getBlob,
  getCommit,
  getRef,
  getRepository,
  getTree,
  getUser,
  listCollaborators,
  listMembers,
  putContents,
  updateRef,
};
