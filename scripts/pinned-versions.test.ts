import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pinnedVersions } from './launch/workspace.mjs';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

it('builds and runs the container on the Node.js of .node-version', () => {
  const images = [...read('Dockerfile').matchAll(/^FROM (?<image>\S+)/gm)].map(
    ({ groups }) => groups?.['image'],
  );
  const image = `node:${pinnedVersions().node}-slim`;
  expect(images).toEqual([image, image]);
});

it('tests on the Node.js of .node-version', () => {
  const workflow = read('.github/workflows/ci.yml');
  const setUps = workflow.match(/uses: actions\/setup-node@/g) ?? [];
  expect(workflow.match(/node-version-file: \.node-version$/gm)).toHaveLength(setUps.length);
  expect(workflow).not.toContain('node-version:');
});

it('takes the types of the major of Node.js that it runs on', () => {
  const types = /"@types\/node": \^(?<major>\d+)/.exec(read('pnpm-workspace.yaml'))?.groups?.['major'];
  expect(types).toBe(pinnedVersions().node.split('.')[0]);
});
