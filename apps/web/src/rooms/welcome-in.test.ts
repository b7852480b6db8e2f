import { expect, test } from 'vitest';
import { BOB, plans, roomsDesk } from '../../test/rooms-desk.ts';
import { welcomeIn } from './welcome-in.ts';

const let_in = { by: BOB, at: '2026-11-20T11:00:00.000Z' };

test('being let into a room is said once, with who did it', async () => {
  const { desk, rooms, said } = await roomsDesk({ rooms: [plans({ name: 'before', let_in })] });
  welcomeIn(desk.chat, desk.say, desk.signal);
  rooms.apply([{ type: 'room', room: plans({ let_in }) }]);
  rooms.apply([{ type: 'room', room: plans({ let_in, description: 'What comes next' }) }]);
  rooms.apply([{ type: 'room', room: plans({ name: 'own', title: 'Own' }) }]);
  expect(said).toEqual(['bob let you into Plans.']);
  rooms.apply([
    { type: 'room', room: plans({ name: 'cellar', title: 'Cellar', let_in: { ...let_in, by: 'x' } }) },
  ]);
  expect(said[1]).toBe('Somebody let you into Cellar.');
});
