import {
  acknowledgeAlert,
  changeTask,
  closeAdminSession,
  createKey,
  downloadBackup,
  downloadManifest,
  type Endpoint,
  giveStrandedRoom,
  makeBackup,
  openAdminSession,
  resolveAlert,
  restoreBackup,
  revokeKey,
  rotateGithubToken,
  rotateKey,
  runTask,
  testAlerts,
  verifyArchive,
  verifyBackup,
} from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';

const ACTIONS: ReadonlyMap<Endpoint, string> = new Map<Endpoint, string>([
  [openAdminSession, 'admin_session.opened'],
  [closeAdminSession, 'admin_session.closed'],
  [makeBackup, 'backup.made'],
  [downloadBackup, 'backup.downloaded'],
  [downloadManifest, 'backup.manifest_downloaded'],
  [verifyBackup, 'backup.verified'],
  [restoreBackup, 'backup.restored'],
  [verifyArchive, 'archive.verified'],
  [runTask, 'task.run'],
  [changeTask, 'task.changed'],
  [acknowledgeAlert, 'alert.acknowledged'],
  [resolveAlert, 'alert.resolved'],
  [testAlerts, 'alert.channels_tested'],
  [createKey, 'key.made'],
  [rotateKey, 'key.rotated'],
  [revokeKey, 'key.revoked'],
  [giveStrandedRoom, 'room.given'],
  [rotateGithubToken, 'github_token.rotated'],
]);

/** What reads, and hands out what people wrote. */
const PRIVATE: ReadonlySet<Endpoint> = new Set<Endpoint>([downloadBackup, downloadManifest]);

/** Whether it was done with an operator's right, and is more than looking. */
export function isWorthNoting({ adminRight, routeOptions }: FastifyRequest): boolean {
  const { endpoint } = routeOptions.config;
  if (endpoint === undefined || adminRight === null || adminRight.via === 'local') return false;
  return endpoint.method !== 'GET' || PRIVATE.has(endpoint);
}

export function actionOf({ params, routeOptions }: FastifyRequest): {
  action: string;
  target: string | null;
} {
  const { endpoint } = routeOptions.config;
  const { id, name } = (params ?? {}) as { id?: string; name?: string };
  const action = endpoint === undefined ? undefined : ACTIONS.get(endpoint);
  return {
    action: action ?? `${endpoint?.method} ${endpoint?.path}`,
    target: id ?? name ?? null,
  };
}
