import { composer } from '../components/composer.ts';
import { nameForm } from '../components/name-form.ts';
import { h } from '../lib/h.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { Identity } from '../stores/identity.ts';
import './writing-area.css';

export interface WritingAreaOptions {
  readonly conversation: Conversation;
  readonly identity: Identity;
  sent(): void;
  readonly signal?: AbortSignal;
}

/** The foot of the page: the composer, or the question for a name. */
export function writingArea({ conversation, identity, sent, signal }: WritingAreaOptions): {
  dom: HTMLElement;
  focus(): void;
} {
  const { room, draft, outbox } = conversation;
  const column = h('div', { class: 'writing-area__column' });
  const dom = h('footer', { class: 'writing-area', id: 'write' }, column);
  let focus = showFittingForm();
  identity.subscribe(followName, signal);
  return { dom, focus: () => focus() };

  /** It may be another tab in which a name was chosen: then the focus is to stay where it is. */
  function followName(): void {
    if (dom.contains(document.activeElement)) switchTo(showFittingForm);
    else focus = showFittingForm();
  }

  function showFittingForm(): () => void {
    const name = identity.get();
    return name === null ? askName(null) : showComposer(name);
  }

  function askName(current: string | null): () => void {
    const choose = (name: string) => {
      const refusal = identity.choose(name);
      if (refusal === null) switchTo(showFittingForm);
      return refusal;
    };
    return place(nameForm({ current, choose, cancel: () => switchTo(showFittingForm) }));
  }

  function showComposer(author: string): () => void {
    return place(
      composer({
        room,
        author,
        draft: draft.get(),
        onDraft: draft.set,
        send: (content) => {
          outbox.send(content, author);
          sent();
        },
        changeName: () => switchTo(() => askName(author)),
      }),
    );
  }

  function switchTo(show: () => () => void): void {
    focus = show();
    focus();
  }

  function place(form: { dom: HTMLElement; focus(): void }): () => void {
    column.replaceChildren(form.dom);
    return form.focus;
  }
}
