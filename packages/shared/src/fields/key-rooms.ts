import * as z from 'zod/mini';
import { roomNameSchema } from './room-name.ts';

const MOST = 50;

/** The rooms that a key is for, and beyond which it knows of none. */
export const keyRoomsSchema = z.array(roomNameSchema, 'Rooms are a list of names.').check(
  z.minLength(1, 'Name a room, or leave the rooms out: then it may see all that its owner sees.'),
  z.maxLength(MOST, `At most ${MOST} rooms.`),
  z.refine((rooms) => new Set(rooms).size === rooms.length, { error: 'Name each room once.' }),
);
