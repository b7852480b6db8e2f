import fp from 'fastify-plugin';
import { validatorCompiler } from 'fastify-type-provider-zod';

/** Requests are checked by the shared zod schemas. Answers are not: the tests hold them to theirs. */
export const validationPlugin = fp(
  async (app) => {
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(() => JSON.stringify);
  },
  { name: 'validation' },
);
