import { PROBLEMS } from '@bookchat/shared';
import type { oas31 } from 'zod-openapi';
import { escapeHtml } from './escape-html.ts';

type Operation = oas31.OperationObject;
type Schema = oas31.SchemaObject | oas31.ReferenceObject;

/** The OpenAPI document as one page of HTML without a script. */
export function renderPage(document: oas31.OpenAPIObject): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>BookChat API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><h1>BookChat API</h1><p>Version ${escapeHtml(document.info.version)}. The same as data: <a href="/api/openapi.json">/api/openapi.json</a>.</p></header>
<nav aria-label="Endpoints"><ul>${operations.map(renderLink).join('')}</ul></nav>
<main>${operations.map(renderOperation).join('')}${renderSchemas(document)}${renderProblems()}</main>
</body>
</html>`;
}

interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function renderLink({ path, method, operation }: Entry): string {
  return `<li><a href="#${anchor(path, method)}">${escapeHtml(operation.summary ?? path)}</a></li>`;
}

function renderOperation({ path, method, operation }: Entry): string {
  const right = operation.security?.length ? '<p class="right">Needs the admin right.</p>' : '';
  return `<section id="${anchor(path, method)}">
<h2>${escapeHtml(operation.summary ?? path)}</h2>
<p class="address"><code><b>${method.toUpperCase()}</b> ${escapeHtml(path)}</code></p>
<p>${renderProse(operation.description ?? '')}</p>${right}
${renderInput(operation)}
<h3>Answers</h3>
<dl>${Object.entries(operation.responses ?? {})
    .map(([status, answer]) => `<dt>${status}</dt><dd>${renderAnswer(answer as oas31.ResponseObject)}</dd>`)
    .join('')}</dl>
</section>`;
}

/** Escapes, and sets what stands in backticks as code. */
function renderProse(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function renderInput({ parameters = [], requestBody }: Operation): string {
  const query = (parameters as oas31.ParameterObject[]).map(
    ({ name, required, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${renderType(schema as Schema)}</td><td>${required ? 'needed' : ''}</td></tr>`,
  );
  const table = query.length === 0 ? '' : `<h3>Query</h3><table><tbody>${query.join('')}</tbody></table>`;
  const body = (requestBody as oas31.RequestBodyObject | undefined)?.content['application/json']?.schema as
    | Schema
    | undefined;
  return body === undefined ? table : `${table}<h3>Body</h3>${renderFields(body)}`;
}

function renderAnswer({ description, content = {} }: oas31.ResponseObject): string {
  const schema = content['application/json']?.schema as Schema | undefined;
  return `${escapeHtml(description).replace(/`(\w+)`/g, '<a href="#$1"><code>$1</code></a>')}${schema === undefined ? '' : `: ${renderType(schema)}`}`;
}

function renderFields(schema: Schema): string {
  if ('$ref' in schema) return `<p>${renderType(schema)}</p>`;
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, field]) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${renderType(field as Schema)}</td><td>${required.has(name) ? 'needed' : ''}</td></tr>`,
  );
  return rows.length === 0
    ? `<p>${renderType(schema)}</p>`
    : `<table><tbody>${rows.join('')}</tbody></table>`;
}

function renderType(schema: Schema | undefined): string {
  if (schema === undefined) return '';
  if ('$ref' in schema) {
    const name = escapeHtml(schema.$ref?.split('/').at(-1) ?? '');
    return `<a href="#schema-${name}">${name}</a>`;
  }
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return variants.map((variant) => renderType(variant as Schema)).join(' or ');
  if (schema.type === 'array') return `list of ${renderType(schema.items as Schema)}`;
  return `${escapeHtml(String(schema.format ?? schema.type ?? 'anything'))}${renderBounds(schema)}`;
}

function renderBounds(schema: oas31.SchemaObject): string {
  const notes = [
    schema.enum === undefined ? null : schema.enum.map(String).join(', '),
    schema.const === undefined ? null : `always ${JSON.stringify(schema.const)}`,
    schema.maxLength === undefined ? null : `${schema.minLength ?? 0} to ${schema.maxLength} characters`,
    schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER
      ? null
      : `${schema.minimum ?? 0} to ${schema.maximum}`,
    schema.default === undefined ? null : `default ${JSON.stringify(schema.default)}`,
  ].filter((note) => note !== null);
  return notes.length === 0 ? '' : ` <small>${escapeHtml(notes.join('; '))}</small>`;
}

function renderSchemas({ components }: oas31.OpenAPIObject): string {
  const sections = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<section id="schema-${escapeHtml(name)}"><h2>${escapeHtml(name)}</h2>${renderFields(schema)}</section>`,
  );
  return sections.join('');
}

function renderProblems(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      `<tr id="${code}"><td>${status}</td><td><code>${code}</code></td><td>${escapeHtml(title)}</td></tr>`,
  );
  return `<section id="problems"><h2>What can go wrong</h2>
<p>Every refusal is <code>application/problem+json</code> (RFC 9457) with one of these codes, and a <code>detail</code> that says what to do.</p>
<table><tbody>${rows.join('')}</tbody></table></section>`;
}

function anchor(path: string, method: string): string {
  return `${method}${path.replace(/[^a-z0-9]+/gi, '-')}`;
}
