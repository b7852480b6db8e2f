import {
  documentationPage,
  documentationStyle,
  openApiDocument,
  PROBLEMS,
  readHealth,
} from '@bookchat/shared';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect } from 'vitest';
import { call } from '../../../test/call.ts';
import { readDocument } from '../../../test/read-document.ts';
import { it } from '../../../test/server-test.ts';

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** What Fastify and its plugins add beside the endpoints. */
const NOT_ENDPOINTS = new Set(['HEAD', 'OPTIONS']);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async ({ server }) => {
    const { body } = await call(server, openApiDocument);
    const { valid, errors } = await new Validator().validate(structuredClone(body));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(body.openapi).toMatch(/^3\.1\./);
  });

  it('describes every route that is served, and serves every route that it describes', async ({ server }) => {
    const { operations } = await readDocument(server);
    const described = operations.map(nameOf);
    expect(described.toSorted()).toEqual(listRoutes(server.app.printRoutes({ commonPrefix: false })));
  });

  it('says for each operation what it does, what it answers and how it refuses', async ({ server }) => {
    const { operations } = await readDocument(server);
    for (const { method, path, operation } of operations) {
      expect(operation.summary, path).toMatch(/^[A-Z]/);
      expect(operation.description, path).toMatch(/\.$/);
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => /^[23]/.test(status)),
        `${method} ${path}`,
      ).toBe(true);
      expect(statuses, `${method} ${path}`).toEqual(expect.arrayContaining(['400', '500', '503']));
    }
  });

  it('tells an answer from a refusal of the same status', async ({ server }) => {
    const { operations } = await readDocument(server);
    const health = operations.find(({ path }) => path === readHealth.path);
    const unhealthy = health?.operation.responses['503'];
    expect(Object.keys(unhealthy?.content ?? {})).toEqual(['application/json', 'application/problem+json']);
    expect(unhealthy?.description).toMatch(/^It is not well; or `overloaded`/);
  });

  it('names the right that a route needs: all that is for operators, but for leaving', async ({ server }) => {
    const { operations } = await readDocument(server);
    const isForOperators = ({ path }: { path: string }) =>
      /^\/(?:api\/(?:system\/|stats$)|metrics$)/.test(path);
    const guarded = operations.filter(({ operation }) => {
      const security = operation.security ?? [];
      return security.length > 0 && security.every((needed) => Object.keys(needed).length > 0);
    });
    expect(guarded.length).toBeGreaterThanOrEqual(3);
    expect(guarded.map(nameOf)).toEqual(
      operations
        .filter(isForOperators)
        .map(nameOf)
        .filter((name) => name !== 'DELETE /api/system/session'),
    );
  });
});

describe('the documentation page', () => {
  it('shows every operation, schema and problem', async ({ server }) => {
    const { operations, document } = await readDocument(server);
    const { body } = await call(server, documentationPage);
    for (const { method, path } of operations) expect(body).toContain(`<b>${method}</b> ${path}</code>`);
    for (const name of Object.keys(document.components?.schemas ?? {}))
      expect(body).toContain(`id="schema-${name}"`);
    for (const code of Object.keys(PROBLEMS)) expect(body).toContain(`<tr id="${code}">`);
  });

  it('links only to what is there', async ({ server }) => {
    const { body } = await call(server, documentationPage);
    const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...body.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
  });

  it('has no script and no style but its own sheet', async ({ server }) => {
    const { body } = await call(server, documentationPage);
    expect(body).not.toMatch(/<script|<style| style=| on\w+=/);
    expect(body).toContain('href="/docs/style.css"');
    expect((await call(server, documentationStyle)).body).toContain('{');
  });
});

/** The routes as Fastify prints them: a tree, each line a piece of an address, perhaps with its methods. */
function listRoutes(tree: string): string[] {
  const pieces: string[] = [];
  const routes = tree.split('\n').flatMap((line) => {
    const [, indent = '', piece = '', methods = ''] =
      /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (piece === '') return [];
    pieces.splice(indent.length / 4, Number.POSITIVE_INFINITY, piece);
    return methods.split(', ').map((method) => ({ method, path: pieces.join('') }));
  });
  return routes
    .filter(({ method }) => method !== '' && !NOT_ENDPOINTS.has(method))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    .toSorted();
}
