import type { AnswerOf, assignName, listManagedPeople, listUnclaimedNames } from '@bookchat/shared';
import { counted } from '../../lib/counted.ts';
import { h } from '../../lib/h.ts';
import { ask } from '../components/ask.ts';
import { choice, field, tickBox } from '../components/field.ts';
import type { Desk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';

export type EarlierName = AnswerOf<typeof listUnclaimedNames>['names'][number];

const NOT_CHOSEN = '';

/** Asks whose a name was. */
export function askName(desk: Desk, { name, messages }: EarlierName, changed: () => void): void {
  const person = choice([[NOT_CHOSEN, 'Choose a person']]);
  const sure = tickBox(`I know that this person wrote as ${name}`);
  const dialog = ask(desk, {
    title: `Whose was the name ${name}?`,
    parts: [
      h('p', {}, `${countThem(messages)} this person’s. You can take it back.`),
      field('Person', person),
      sure.dom,
    ],
    action: 'Assign',
    doing: 'Assigning…',
    check: () => whatIsMissing(person.value, sure.input.checked),
    async act() {
      const body = { name, person_id: person.value };
      const { messages: theirs } = await desk.run(() =>
        desk.call<typeof assignName>('POST', '/api/system/names/assign', { body }),
      );
      const whose = person.selectedOptions[0]?.textContent;
      desk.tell(`${counted(theirs, 'message')} of ${name} ${theirs === 1 ? 'is' : 'are'} ${whose}’s now.`);
      changed();
    },
  });
  void offerPeople();

  async function offerPeople(): Promise<void> {
    try {
      const { people } = await desk.call<typeof listManagedPeople>('GET', '/api/system/people');
      const here = people.filter(({ state }) => state !== 'removed');
      if (dialog.isConnected) person.append(...here.map(({ id, name }) => h('option', { value: id }, name)));
    } catch (error) {
      person.replaceChildren(h('option', { value: NOT_CHOSEN }, `Not listed. ${describeFailure(error)}`));
    }
  }
}

function countThem(messages: number): string {
  return `${counted(messages, 'message')} ${messages === 1 ? 'becomes' : 'become'}`;
}

function whatIsMissing(person: string, isSure: boolean): string | null {
  if (person === NOT_CHOSEN) return 'Choose a person.';
  return isSure ? null : 'Tick that you know it: nobody can tell from here.';
}
