import { Ajv } from 'ajv';
import type { Schema } from './description.ts';

const formats = {
  uri: (text: string) => URL.canParse(text),
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
};
// GitHub's description has keywords and formats that JSON Schema does not know.
const common = { strict: false, logger: false, allErrors: true, formats } as const;
const ofJson = new Ajv(common);
const ofText = new Ajv({ ...common, coerceTypes: true });

/** What is wrong with a value, where and in words, to be put behind its name; nothing, if all is well. */
export type Check = (value: unknown) => readonly string[];

/** `text`: values come as text, as from an address, and stand for the numbers that they look like. */
export function compileSchema(schema: Schema, { text = false } = {}): Check {
  const ajv = text ? ofText : ofJson;
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
}
