import type { FastifyError, FastifySchemaCompiler, FastifyServerOptions } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';

type Compile = FastifySchemaCompiler<z.core.$ZodType>;
type Issue = NonNullable<FastifyError['validation']>[number];

/**
 * Requests are checked by the shared zod schemas. Answers are not: the tests hold them to theirs. Given at
 * the making of the server, this also keeps Fastify's own compilers from being loaded at each start.
 */
export const zodSchemaController: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    // The type of the option knows JSON Schema alone.
    buildValidator: (() => compile) as unknown as () => never,
    buildSerializer: () => () => JSON.stringify,
  },
};

const compile: Compile = (route) => {
  const validate = (validatorCompiler as Compile)(route);
  return route.httpPart === 'querystring' ? sayingWhatIsRepeated(validate) : validate;
};

/** A parameter that came twice arrives as a list, of which a schema could only say that it is no text. */
function sayingWhatIsRepeated(validate: ReturnType<Compile>): ReturnType<Compile> {
  return (query: Record<string, unknown>) => {
    const result = validate(query) as { error: Issue[] } | { value: unknown };
    if ('value' in result) return result;
    return { error: result.error.map((issue) => describeRepeated(issue, query)) };
  };
}

function describeRepeated(issue: Issue, query: Readonly<Record<string, unknown>>): Issue {
  const name = issue.instancePath.slice(1);
  return Array.isArray(query[name]) ? { ...issue, message: `This came twice. Give ${name} once.` } : issue;
}
