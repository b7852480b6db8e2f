import type { FastifyServerOptions } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';

/**
 * Requests are checked by the shared zod schemas. Answers are not: the tests hold them to theirs. Given at
 * the making of the server, this also keeps Fastify's own compilers from being loaded at each start.
 */
export const zodSchemaController: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    // The type of the option knows JSON Schema alone.
    buildValidator: (() => validatorCompiler) as unknown as () => never,
    buildSerializer: () => () => JSON.stringify,
  },
};
