import { describe, expect, it } from 'vitest';
import type { oas31 } from 'zod-openapi';
import { renderPage } from './render-page.ts';

const INFO = { title: 'Any', version: '<1.0>' };

function render(operation: oas31.OperationObject, schemas: Record<string, oas31.SchemaObject> = {}): string {
  return renderPage({
    openapi: '3.1.1',
    info: INFO,
    paths: { '/x': { get: operation } },
    components: { schemas },
  });
}

describe('the page of a document', () => {
  it('is whole where the document says next to nothing', () => {
    const page = renderPage({ openapi: '3.1.1', info: INFO });
    expect(page).toContain('Version &lt;1.0&gt;');
    expect(page).toContain('What can go wrong');
  });

  it('names an operation by its path where it has no summary', () => {
    expect(render({})).toContain('<a href="#get-x">/x</a>');
  });

  it('shows nothing of a document as markup', () => {
    const page = render({
      summary: '<script>alert("1")</script>',
      description: "it's <b>",
      responses: { 200: { description: '<i> & `code_here`' } },
    });
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(page).toContain('it&#39;s &lt;b&gt;');
    expect(page).toContain('&lt;i&gt; &amp; <a href="#code_here"><code>code_here</code></a>');
  });

  it('marks what is needed, and says what else it may be', () => {
    const page = render({
      parameters: [
        { name: 'a', in: 'query', required: true, schema: { type: 'integer', minimum: 1, maximum: 9 } },
        { name: 'b', in: 'query', schema: { type: 'string', maxLength: 5, default: 'x' } },
        { name: 'c', in: 'query', schema: { anyOf: [{ const: 1 }, { enum: ['u', 'v'] }] } },
        { name: 'd', in: 'query', schema: { type: 'integer', maximum: Number.MAX_SAFE_INTEGER } },
        { name: 'e', in: 'query' },
      ],
    });
    expect(page).toContain('<code>a</code></td><td>integer <small>1 to 9</small></td><td>needed');
    expect(page).toContain(
      '<code>b</code></td><td>string <small>0 to 5 characters; default &quot;x&quot;</small></td><td></td>',
    );
    expect(page).toContain(
      '<code>c</code></td><td>anything <small>always 1</small> or anything <small>u, v</small>',
    );
    expect(page).toContain('<code>d</code></td><td>integer</td>');
    expect(page).toContain('<code>e</code></td><td></td>');
  });

  it('shows bodies by their fields, by their name, or by their type', () => {
    const bodyOf = (schema: oas31.SchemaObject | oas31.ReferenceObject) =>
      render({ requestBody: { content: { 'application/json': { schema } } } });
    expect(bodyOf({ type: 'object', properties: { a: { type: 'number', maximum: 3 } } })).toContain(
      '<code>a</code></td><td>number <small>0 to 3</small></td><td></td>',
    );
    expect(bodyOf({ $ref: '#/components/schemas/Thing' })).toContain(
      '<p><a href="#schema-Thing">Thing</a></p>',
    );
    expect(bodyOf({ type: 'array', items: { type: 'string' } })).toContain('<p>list of string</p>');
    expect(bodyOf({ oneOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] })).toContain(
      '<p>uuid or null</p>',
    );
  });
});
