import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';

export const openApiDocument = defineEndpoint({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'The API as OpenAPI 3.1',
  description: 'Generated from the same schemas that check each request.',
  access: 'public',
  limit: 'read',
  answers: { 200: z.looseObject({ openapi: z.string() }) },
  problems: [],
});

export const documentationPage = defineEndpoint({
  method: 'GET',
  path: '/docs',
  summary: 'The API as a page to read',
  description: 'The same document, for people.',
  access: 'public',
  limit: 'read',
  mediaType: 'text/html',
  answers: { 200: z.string() },
  problems: [],
});

export const documentationStyle = defineEndpoint({
  method: 'GET',
  path: '/docs/style.css',
  summary: 'How that page looks',
  description: 'The style sheet of the page.',
  access: 'public',
  limit: 'read',
  mediaType: 'text/css',
  answers: { 200: z.string() },
  problems: [],
});
