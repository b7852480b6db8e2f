/**
 * Keeps `--visible-height` at the height that an on-screen keyboard leaves free. Browsers that resize
 * the page themselves report the same height, and nothing changes.
 */
export function followKeyboard(root: HTMLElement, viewport: VisualViewport | null): void {
  viewport?.addEventListener('resize', () => {
    // Pinch zoom shrinks the viewport as well; the page must not follow that.
    const height = viewport.scale === 1 ? `${viewport.height}px` : '';
    root.style.setProperty('--visible-height', height);
  });
}
