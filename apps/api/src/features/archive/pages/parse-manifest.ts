import * as z from 'zod/mini';
import { ARCHIVE_FORMAT, GENERATOR } from './archive-format.ts';

/** It has some 100 bytes; whatever is larger than this is something else. */
const MAX_MANIFEST_BYTES = 64 * 1_024;

export interface Manifest {
  readonly format: number;
  readonly archiveId: string;
}

/** More may stand in it than this version knows. */
const anyFormatSchema = z.looseObject({
  generator: z.literal(GENERATOR),
  format: z.int().check(z.positive()),
});

const manifestSchema = z.looseObject({ archive_id: z.uuid() });

/** What a manifest says, or in words why it cannot be used. */
export function parseManifest(text: string): Manifest | string {
  if (Buffer.byteLength(text) > MAX_MANIFEST_BYTES)
    return 'The manifest is larger than 64 KB, so BookChat has not written it.';
  const json = parseJson(text);
  if (json === undefined) return 'The manifest is not JSON: it is damaged, or something else.';
  const any = anyFormatSchema.safeParse(json);
  if (!any.success) return "The manifest is not of BookChat's making.";
  const { format } = any.data;
  if (format > ARCHIVE_FORMAT)
    return `The archive was made by a newer BookChat, in format ${format}; this one reads format ${ARCHIVE_FORMAT}. Update BookChat.`;
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) return 'The manifest is damaged: it does not say which archive this is.';
  return { format, archiveId: manifest.data.archive_id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which no JSON stands for
  }
}
