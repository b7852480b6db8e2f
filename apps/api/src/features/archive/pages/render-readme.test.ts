import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  EVENT_SCHEMA,
  messageCreatedSchema,
  messageDeletedSchema,
  messageEditedSchema,
} from '../events/archive-event.ts';
import { hashObject } from '../git/hash-object.ts';
import { renderReadme } from './render-readme.ts';

const text = renderReadme({ archiveId: '6f0e9d52-7b7c-4f43-9a0a-3a6b8f0e2c11' });
const examples = [...text.matchAll(/^\{\n[^}]+\}/gm)].map(([example]): unknown => JSON.parse(example));

it('says which archive it is', () => {
  expect(text).toContain('This is archive `6f0e9d52-7b7c-4f43-9a0a-3a6b8f0e2c11`, in format 1.');
});

it('shows an event of each type, as the archive writes it', () => {
  const schema = z.discriminatedUnion('type', [
    messageCreatedSchema,
    messageEditedSchema,
    messageDeletedSchema,
  ]);
  expect(examples.map((example) => schema.parse(example).type)).toEqual([
    'message.created',
    'message.edited',
    'message.deleted',
  ]);
  expect(examples).toEqual(Array(3).fill(expect.objectContaining({ schema: EVENT_SCHEMA })));
});

it('explains every field of an event', () => {
  for (const field of new Set(examples.flatMap((example) => Object.keys(Object(example)))))
    expect(text).toMatch(new RegExp(`^\\|.*\`${field}\`.*\\|.+\\|$`, 'm'));
});

it('is these bytes, as it is made again from the database and compared with what stands in the repository', () => {
  expect(hashObject('blob', Buffer.from(text))).toBe('4b62e70487a136c8a30e1d84aec43ca16647b398');
});

it('says how to restore, what cannot be erased, and what is never there', () => {
  expect(text).toContain('bookchat archive restore --from');
  expect(text).toContain('What it said before stays in the files');
  expect(text).toContain('Direct messages. Private rooms');
});
