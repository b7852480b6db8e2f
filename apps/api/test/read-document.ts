import { type Endpoint, openApiDocument } from '@bookchat/shared';
import type { oas31 } from 'zod-openapi';
import { call } from './call.ts';

export interface DescribedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: oas31.OperationObject & { readonly responses: oas31.ResponsesObject };
}

/** The server's own description of its API. */
export async function readDocument(server: { readonly url: string }): Promise<{
  document: oas31.OpenAPIObject;
  operations: DescribedOperation[];
}> {
  const { body } = await call(server, openApiDocument as Endpoint);
  const document = body as unknown as oas31.OpenAPIObject;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: operation as DescribedOperation['operation'],
    })),
  );
  return { document, operations };
}
