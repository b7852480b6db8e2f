import { resolve, type Schema } from './description.ts';

interface Options {
  /** Properties that are not described are wrong. */
  readonly closed: boolean;
}

/** JSON Schema for a schema of OpenAPI 3.0, with all that it refers to under `components/schemas`. */
export function toJsonSchema(schema: Schema, options: Options): Schema {
  const schemas: Record<string, unknown> = {};

  function translate(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(translate);
    if (typeof value !== 'object' || value === null) return value;
    const { nullable, ...rest } = value as Schema;
    if (typeof rest['$ref'] === 'string') include(rest['$ref']);
    const entries = Object.entries(rest).map(([key, part]) => [relax(key), translate(part)]);
    const translated = { ...Object.fromEntries(entries), ...closing(rest, options) };
    // Only as a keyword is it `true`; a property may have that name.
    if (nullable === true) return { anyOf: [translated, { type: 'null' }] };
    return nullable === undefined ? translated : { ...translated, nullable: translate(nullable) };
  }

  function include($ref: string): void {
    const name = $ref.slice('#/components/schemas/'.length);
    if (name in schemas) return;
    schemas[name] = true;
    schemas[name] = translate(resolve<Schema>({ $ref }));
  }

  const root = translate(schema) as Schema;
  return { ...root, components: { schemas } };
}

/** GitHub says `oneOf` of schemas that allow nearly everything, so that most values fit several of them. */
function relax(key: string): string {
  return key === 'oneOf' ? 'anyOf' : key;
}

function closing(schema: Schema, { closed }: Options): Schema {
  const isOpen = schema['type'] === 'object' && 'properties' in schema && !('additionalProperties' in schema);
  return closed && isOpen ? { additionalProperties: false } : {};
}
