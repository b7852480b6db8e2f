import { seedMessage } from '../peers/seed-message.ts';
import { post } from './check-answers.ts';

const AT_ONCE = 50;

/** Posts the history that the peers begin with. */
export async function seedHistory(port: number, count: number): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => {
      const { id, author, content } = seedMessage(first + index);
      return post(port, { id, author, content });
    });
    await Promise.all(batch);
  }
}
