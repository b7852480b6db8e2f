import { describe, expect, it } from 'vitest';
import { parseManifest } from './parse-manifest.ts';
import { renderManifest } from './render-manifest.ts';

const archiveId = '6f0e9d52-7b7c-4f43-9a0a-3a6b8f0e2c11';

describe('the manifest', () => {
  it('is these bytes', () => {
    expect(renderManifest({ archiveId })).toBe(
      `{\n  "format": 1,\n  "generator": "BookChat",\n  "archive_id": "${archiveId}"\n}\n`,
    );
  });

  it('says when the archive began, where that is known', () => {
    const text = renderManifest({ archiveId, createdAt: '2026-11-20T17:16:41.123Z' });
    expect(JSON.parse(text)).toHaveProperty('created_at', '2026-11-20T17:16:41.123Z');
    expect(parseManifest(text)).toEqual({ format: 1, archiveId });
  });

  it('is read back', () => {
    expect(parseManifest(renderManifest({ archiveId }))).toEqual({ format: 1, archiveId });
  });
});

describe('what is no manifest', () => {
  const manifest = { format: 1, generator: 'BookChat', archive_id: archiveId };

  it.each([
    ['another text', 'Hello', /not JSON/],
    ['half a manifest', JSON.stringify(manifest).slice(0, 40), /not JSON/],
    ['nothing', '', /not JSON/],
    ['null', 'null', /not of BookChat's making/],
    ['a list', '[]', /not of BookChat's making/],
    ['the manifest of something else', '{"manifest_version": 3, "name": "x"}', /not of BookChat's making/],
    ['one without a format', JSON.stringify({ ...manifest, format: undefined }), /not of BookChat's making/],
    ['one of half a format', JSON.stringify({ ...manifest, format: 1.5 }), /not of BookChat's making/],
    [
      'one without an archive',
      JSON.stringify({ ...manifest, archive_id: 'x' }),
      /does not say which archive/,
    ],
    ['a large file', JSON.stringify({ ...manifest, more: 'x'.repeat(64 * 1_024) }), /larger than 64 KB/],
  ])('is refused in words: %s', (_, text, words) => {
    expect(parseManifest(text)).toMatch(words);
  });

  it('is refused as newer, whatever else a newer one says', () => {
    const newer = JSON.stringify({ format: 2, generator: 'BookChat', archives: [archiveId] });
    expect(parseManifest(newer)).toBe(
      'The archive was made by a newer BookChat, in format 2; this one reads format 1. Update BookChat.',
    );
  });
});
