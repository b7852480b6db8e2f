import type { Me, removeAvatar, uploadAvatar } from '@bookchat/shared';
import { Cancelled } from '../admin/desk.ts';
import { describeFailure } from '../admin/lib/describe-failure.ts';
import { avatar } from '../components/avatar.ts';
import { button } from '../components/button.ts';
import { h, on } from '../lib/h.ts';
import type { AccountDesk } from './account-desk.ts';
import { shrinkPicture } from './lib/shrink-picture.ts';
import { toBase64 } from './lib/to-base64.ts';

const KINDS = 'image/png,image/jpeg,image/webp,image/avif,image/gif';
const UNREADABLE = 'Your browser cannot read this as a picture. Choose a PNG, JPEG, WebP, AVIF or GIF.';

type State =
  | { readonly kind: 'resting' }
  | { readonly kind: 'chosen'; readonly picture: Blob }
  | { readonly kind: 'busy'; readonly words: string };

export interface PictureEntry {
  readonly dom: HTMLElement;
  /** Gives what was chosen, and not given yet. Null where that is nothing, else whether it was taken. */
  give(): Promise<boolean | null>;
}

/** One's own picture: choose a file, look at what others will see of it, and give it; or take it away. */
export function pictureEntry(desk: AccountDesk): PictureEntry {
  const face = h('div', { class: 'picture-entry__face' });
  const file = h('input', { type: 'file', accept: KINDS, hidden: true, tabindex: -1 });
  const choose = button('', () => file.click());
  const give = button('Use this picture', () => void upload().then((isTaken) => isTaken && choose.focus()));
  const drop = button('Cancel', () => show({ kind: 'resting' }), 'quiet');
  const remove = button('Remove', () => void drawBack(), 'quiet');
  const progress = h('progress', { class: 'picture-entry__progress', 'aria-label': 'Your picture' });
  const hint = h('p', { class: 'entry__hint' });
  const error = h('p', { class: 'entry__error', role: 'alert' });
  const actions = h('div', { class: 'picture-entry__actions' }, choose, give, drop, remove);
  let state: State = { kind: 'resting' };
  let preview: string | null = null;
  on(file, { change: () => void look() });
  desk.signal.addEventListener('abort', forgetPreview);
  show(state);
  const dom = h(
    'div',
    { class: 'picture-entry', role: 'group', 'aria-label': 'Picture' },
    face,
    h('div', { class: 'picture-entry__words' }, actions, file, progress, error, hint),
  );
  return { dom, give: upload };

  function show(next: State): void {
    state = next;
    const { name, avatar: hash } = desk.account().me;
    const isResting = next.kind === 'resting';
    choose.textContent = hash === null ? 'Choose a picture' : 'Choose another';
    choose.hidden = !isResting;
    remove.hidden = !isResting || hash === null;
    give.hidden = next.kind !== 'chosen';
    drop.hidden = next.kind !== 'chosen';
    progress.hidden = next.kind !== 'busy';
    hint.textContent = next.kind === 'busy' ? next.words : hintFor(next);
    if (next.kind === 'chosen') face.replaceChildren(previewOf(name, next.picture));
    else if (isResting) face.replaceChildren(avatar(name));
    if (isResting) forgetPreview();
  }

  function previewOf(name: string, picture: Blob): HTMLElement {
    const element = avatar(name);
    forgetPreview();
    preview = URL.createObjectURL(picture);
    element.replaceChildren(h('img', { class: 'avatar__picture', alt: '', src: preview }));
    return element;
  }

  function forgetPreview(): void {
    if (preview !== null) URL.revokeObjectURL(preview);
    preview = null;
  }

  async function look(): Promise<void> {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen === undefined) return;
    error.textContent = '';
    try {
      show({ kind: 'chosen', picture: await shrinkPicture(chosen) });
      give.focus();
    } catch {
      error.textContent = UNREADABLE;
    }
  }

  async function upload(): Promise<boolean | null> {
    if (state.kind !== 'chosen') return null;
    const { picture } = state;
    return change('Sending…', async () => {
      const body = { image: await toBase64(picture) };
      return desk.call<typeof uploadAvatar>('POST', '/api/me/avatar', { body, isLong: true });
    });
  }

  async function drawBack(): Promise<void> {
    if (await change('Removing…', takeAway)) choose.focus();
  }

  function takeAway(): Promise<Me> {
    return desk.call<typeof removeAvatar>('DELETE', '/api/me/avatar');
  }

  async function change(words: string, act: () => Promise<Me>): Promise<boolean> {
    error.textContent = '';
    const before = state;
    show({ kind: 'busy', words });
    try {
      desk.take(await desk.run(act));
      show({ kind: 'resting' });
      desk.tell('Saved.');
      return true;
    } catch (failure) {
      show(before);
      if (!(failure instanceof Cancelled)) error.textContent = describeFailure(failure);
      return false;
    }
  }
}

function hintFor({ kind }: State): string {
  return kind === 'chosen'
    ? 'So others will see it, at any size.'
    : 'The middle of it is shown. Nothing else of the file is kept, such as where it was taken.';
}
