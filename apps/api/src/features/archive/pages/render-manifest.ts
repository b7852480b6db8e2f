import { ARCHIVE_FORMAT, GENERATOR } from './archive-format.ts';

interface ManifestToRender {
  readonly archiveId: string;
  readonly createdAt?: string;
}

/** What a program needs to know before it reads the archive: the same to the byte each time. */
export function renderManifest({ archiveId, createdAt }: ManifestToRender): string {
  // JSON leaves out what is undefined.
  const manifest = {
    format: ARCHIVE_FORMAT,
    generator: GENERATOR,
    archive_id: archiveId,
    created_at: createdAt,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
