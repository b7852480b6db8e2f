import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { avatarHashSchema } from '../fields/avatar-hash.ts';
import { meSchema } from '../person.ts';

/** Of the whole request; base64 takes a third of it. */
const MAX_UPLOAD_BYTES = 2 * 1024 * 1024;

export const uploadAvatar = defineEndpoint({
  method: 'POST',
  path: '/api/me/avatar',
  summary: 'Give oneself a picture',
  description:
    'A PNG, JPEG, WebP, AVIF or GIF in base64; of one that moves, the first frame. The server makes a new picture of it, ' +
    'square, 256 pixels wide, and without whatever else the file says, such as where it was taken. The request holds ' +
    'at most 2 MiB.',
  access: 'reader',
  limit: 'write',
  maxBodyBytes: MAX_UPLOAD_BYTES,
  body: z.strictObject({
    image: z
      .string('The picture is text in base64.')
      .check(
        z.regex(
          /^[A-Za-z0-9+/]+={0,2}$/,
          'This is no base64. Send the file’s bytes in it, without line breaks.',
        ),
      ),
  }),
  answers: { 200: meSchema },
  problems: ['avatar_refused', 'muted', 'accounts_off', 'storage_full', 'maintenance'],
});

export const removeAvatar = defineEndpoint({
  method: 'DELETE',
  path: '/api/me/avatar',
  summary: 'Remove one’s own picture',
  description: 'The server keeps it no longer than somebody uses it. Without one it does nothing.',
  access: 'reader',
  limit: 'write',
  answers: { 200: meSchema },
  problems: ['accounts_off', 'storage_full', 'maintenance'],
});

export const readAvatar = defineEndpoint({
  method: 'GET',
  path: '/api/avatars/:hash',
  summary: 'Load a person’s picture',
  description: 'As `avatar` of a person names it. What is under an address never changes, and may be kept.',
  access: 'reader',
  limit: 'none',
  params: z.strictObject({ hash: avatarHashSchema }),
  mediaType: 'image/webp',
  answers: {
    200: z.string().check(z.meta({ id: 'Avatar', description: 'A picture, 256 pixels square.' })),
  },
  problems: ['avatar_not_found', 'accounts_off'],
});
