import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

/** Importing file, imported module. */
type Arrow = readonly [from: string, to: string];

const forbidden: Arrow[] = [
  ['packages/shared/src/a.ts', '@bookchat/api'],
  ['packages/shared/src/endpoints/a.ts', '../../../../apps/web/src/lib/h.ts'],
  ['apps/api/src/lib/a.ts', '../db/open-database.ts'],
  ['apps/api/src/lib/a.ts', '../config.ts'],
  ['apps/api/src/config.ts', './db/open-database.ts'],
  ['apps/api/src/config/a.ts', '../plugins/database.ts'],
  ['apps/api/src/db/a.ts', '../plugins/database.ts'],
  ['apps/api/src/db/a.ts', '../config.ts'],
  ['apps/api/src/db/engines/a.ts', '../../features/messages/index.ts'],
  ['apps/api/src/plugins/a.ts', '../features/messages/index.ts'],
  ['apps/api/src/plugins/rate-limits/a.ts', '../../app.ts'],
  ['apps/api/src/features/changes/a.ts', '../messages/index.ts'],
  ['apps/api/src/features/changes/a.ts', '../messages/queries.ts'],
  ['apps/api/src/features/changes/a.ts', '../../features/messages/queries.ts'],
  ['apps/api/src/features/changes/a.ts', '../messages/queries/newest.ts'],
  ['apps/api/src/features/changes/a.ts', '../../app.ts'],
  ['apps/api/src/features/messages/a.ts', '../changes/queries.ts'],
  ['apps/api/src/features/messages/a.ts', '../archive/index.ts'],
  ['apps/api/src/features/messages/a.ts', '../people/index.ts'],
  ['apps/api/src/features/rooms/a.ts', '../messages/index.ts'],
  ['apps/api/src/features/rooms/a.ts', '../people/queries.ts'],
  ['apps/api/src/features/people/a.ts', '../rooms/index.ts'],
  ['apps/api/src/features/scheduler/a.ts', '../backups/index.ts'],
  ['apps/api/src/features/alerts/a.ts', '../backups/index.ts'],
  ['apps/api/src/features/backups/a.ts', '../archive/index.ts'],
  ['apps/api/src/features/archive/a.ts', '../changes/queries.ts'],
  ['apps/api/src/features/archive/a.ts', '../alerts/index.ts'],
  ['apps/api/src/features/archive/a.ts', '../../app.ts'],
  ['apps/api/src/features/archive/a.ts', '@bookchat/web'],
  ['apps/api/src/features/archive/github/a.ts', '../../messages/queries.ts'],
  ['apps/api/src/features/archive/github/a.ts', '../../messages/index.ts'],
  ['apps/api/src/features/archive/github/a.ts', '../../../server.ts'],
  ['apps/api/src/features/archive/targets/github/a.ts', '../../../messages/index.ts'],
  ['apps/api/src/features/archive/targets/github/a.ts', '../../../../server.ts'],
  ['apps/api/src/app.ts', './server.ts'],
  ['apps/api/src/app.ts', './features/messages/queries.ts'],
  ['apps/api/src/cli/a.ts', '../features/archive/restoring/find-source.ts'],
  ['apps/api/src/cli/doctor/a.ts', '../../features/monitoring/disk-watch.ts'],
  ['apps/api/src/cli/doctor/a.ts', '@bookchat/web'],
  ['apps/api/src/features/messages/a.test.ts', '@bookchat/web'],
  ['apps/web/src/lib/a.ts', '../api-client.ts'],
  ['apps/web/src/lib/a.ts', '../stores/outbox.ts'],
  ['apps/web/src/api-client.ts', './stores/outbox.ts'],
  ['apps/web/src/stores/a.ts', '../components/button.ts'],
  ['apps/web/src/components/a.ts', '../stores/outbox.ts'],
  ['apps/web/src/components/a.ts', '../views/room.ts'],
  ['apps/web/src/views/a.ts', '../main.ts'],
  ['apps/web/src/views/a.ts', '../admin/admin-view.ts'],
  ['apps/web/src/components/a.ts', '../admin/components/deed.ts'],
  ['apps/web/src/stores/a.ts', '../admin/call.ts'],
  ['apps/web/src/lib/a.ts', '../admin/lib/format-bytes.ts'],
  ['apps/web/src/api-client.ts', './admin/call.ts'],
  ['apps/web/src/admin/lib/a.ts', '../components/deed.ts'],
  ['apps/web/src/admin/components/a.ts', '../sections/log-section.ts'],
  ['apps/web/src/admin/components/a.ts', '../stores/session.ts'],
  ['apps/web/src/views/a.ts', '../../../api/src/config.ts'],
  ['apps/web/src/stores/a.test.ts', '../../../api/src/app.ts'],
  ['apps/web/src/stores/a.test.ts', '@bookchat/api/src/app.ts'],
  ['apps/web/src/views/b.ts', '@bookchat/api'],
  ['apps/web/src/main.ts', '../../api/test/start-test-server.ts'],
  ['apps/web/src/main.ts', '@bookchat/api/src/app.ts'],
  ['apps/web/src/lib/a.ts', '../../../api/test/start-test-server.ts'],
  ['apps/web/src/api-client.ts', '../../api/src/app.ts'],
  ['apps/web/src/api-client.ts', '../../api/test/start-test-server.ts'],
  ['apps/web/src/stores/a.ts', '../../../api/test/start-test-server.ts'],
  ['apps/web/src/components/a.ts', '../../../api/test/start-test-server.ts'],
  ['apps/web/src/views/a.ts', '../../../api/test/start-test-server.ts'],
];

const allowed: Arrow[] = [
  ['packages/shared/src/a.ts', './fields/room-name.ts'],
  ['packages/shared/src/endpoints/a.ts', '../fields/room-name.ts'],
  ['apps/api/src/lib/a.ts', '@bookchat/shared'],
  ['apps/api/src/lib/config/a.ts', './config.ts'],
  ['apps/api/src/db/a.ts', '../lib/send-json.ts'],
  ['apps/api/src/plugins/a.ts', '../db/open-database.ts'],
  ['apps/api/src/plugins/a.ts', '../config.ts'],
  ['apps/api/src/features/changes/a.ts', '@bookchat/shared'],
  ['apps/api/src/features/changes/a.ts', './queries.ts'],
  ['apps/api/src/features/changes/a.ts', '../../plugins/rate-limits/index.ts'],
  ['apps/api/src/features/changes/a.ts', '../../config.ts'],
  ['apps/api/src/features/messages/a.ts', '../changes/index.ts'],
  ['apps/api/src/features/messages/a.ts', '../rooms/index.ts'],
  ['apps/api/src/features/messages/a.ts', './queries.ts'],
  ['apps/api/src/features/messages/a.ts', '../../plugins/database.ts'],
  ['apps/api/src/features/rooms/a.ts', '../people/index.ts'],
  ['apps/api/src/features/alerts/a.ts', '../scheduler/index.ts'],
  ['apps/api/src/features/backups/a.ts', '../scheduler/index.ts'],
  ['apps/api/src/features/archive/a.ts', '../scheduler/index.ts'],
  ['apps/api/src/features/archive/a.ts', '../messages/index.ts'],
  ['apps/api/src/features/archive/a.ts', '../changes/index.ts'],
  ['apps/api/src/features/archive/a.ts', '../backups/index.ts'],
  ['apps/api/src/features/archive/a.ts', './github/a.ts'],
  ['apps/api/src/features/archive/targets/github/a.ts', '../../git/a.ts'],
  ['apps/api/src/features/archive/targets/github/a.ts', '../../../../lib/clock.ts'],
  ['apps/api/src/features/archive/github/a.ts', '../queries.ts'],
  ['apps/api/src/features/archive/github/a.ts', '../store/blobs.ts'],
  ['apps/api/src/features/archive/github/a.ts', '../../../db/open-database.ts'],
  ['apps/api/src/features/messages/a.test.ts', '../../app.ts'],
  ['apps/api/src/app.ts', './features/messages/index.ts'],
  ['apps/api/src/cli/a.ts', '../features/archive/index.ts'],
  ['apps/api/src/cli/a.ts', '../db/open-beside.ts'],
  ['apps/api/src/cli/doctor/a.ts', '../../features/monitoring/index.ts'],
  ['apps/api/src/server.ts', './app.ts'],
  ['apps/web/src/api-client.ts', './lib/poller.ts'],
  ['apps/web/src/stores/a.ts', '../api-client.ts'],
  ['apps/web/src/components/a.ts', '../lib/h.ts'],
  ['apps/web/src/views/a.ts', '../stores/outbox.ts'],
  ['apps/web/src/main.ts', './views/room.ts'],
  ['apps/web/src/main.ts', './api-client.ts'],
  ['apps/web/src/main.ts', './admin/admin-view.ts'],
  ['apps/web/src/admin/components/a.ts', '../lib/format-bytes.ts'],
  ['apps/web/src/admin/components/a.ts', '../../components/button.ts'],
  ['apps/web/src/admin/sections/a.ts', '../components/deed.ts'],
  ['apps/web/src/stores/a.test.ts', '../../../api/test/start-test-server.ts'],
];

let checkout: string;
let refused: Set<string>;

beforeAll(() => {
  checkout = realpathSync(mkdtempSync(join(tmpdir(), 'bookchat-arrows-')));
  copyRules();
  const arrows = [...forbidden, ...allowed];
  for (const from of new Set(arrows.map(([from]) => from))) writeImports(from, modulesImportedBy(from));
  refused = refusedImports();
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

describe('Imports go one way', () => {
  it.each(forbidden)('%s does not import %s', (from, to) => {
    expect(refused).toContain(`${from} → ${to}`);
  });

  it.each(allowed)('%s may import %s', (from, to) => {
    expect(refused).not.toContain(`${from} → ${to}`);
  });
});

function copyRules(): void {
  const rules = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  const outsideGit = { ...rules, $schema: undefined, vcs: { enabled: false } };
  writeFileSync(join(checkout, 'biome.json'), JSON.stringify(outsideGit));
}

function modulesImportedBy(file: string): string[] {
  return [...forbidden, ...allowed].filter(([from]) => from === file).map(([, to]) => to);
}

/** One import a line: the line of a finding tells the arrow. */
function writeImports(from: string, modules: string[]): void {
  const file = join(checkout, from);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, modules.map((to) => `import '${to}';\n`).join(''));
}

function refusedImports(): Set<string> {
  const args = [
    'lint',
    '--only=style/noRestrictedImports',
    '--reporter=github',
    '--max-diagnostics=none',
    '.',
  ];
  const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: checkout, encoding: 'utf8' });
  const findings = stdout.matchAll(/noRestrictedImports,file=(?<file>[^,]+),line=(?<line>\d+)/g);
  return new Set(
    [...findings].map(({ groups: { file = '', line = '' } = {} }) => {
      const from = relative(checkout, file).replaceAll(sep, '/');
      return `${from} → ${modulesImportedBy(from)[Number(line) - 1]}`;
    }),
  );
}
