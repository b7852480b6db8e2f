import { seedMessage } from '../peers/seed-message.ts';
import { post } from './check-answers.ts';

/** Posts the history that the peers begin with: one after the other, so that it is in the same order. */
export async function seedHistory(port: number, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const { id, author, content } = seedMessage(index);
    await post(port, { id, author, content });
  }
}
