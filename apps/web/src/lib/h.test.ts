import { expect, test, vi } from 'vitest';
import { h, on, setAttribute } from './h.ts';
import { svg } from './svg.ts';

test('markup in a text stays text', () => {
  const element = h('p', {}, '<img src=x onerror=alert(1)>', null, h('b', {}, 'bold'));
  expect(element.childNodes[0]?.nodeType).toBe(Node.TEXT_NODE);
  expect(element.children).toHaveLength(1);
});

test('attributes stand bare when true, and not at all when false or missing', () => {
  const element = h('input', {
    required: true,
    disabled: false,
    name: 'name',
    title: null,
    id: undefined,
    tabindex: -1,
  });
  expect(element.getAttributeNames()).toEqual(['required', 'name', 'tabindex']);
  setAttribute(element, 'required', null);
  expect(element.required).toBe(false);
});

test('listeners are added to the element that is handed back', () => {
  const click = vi.fn();
  on(h('button'), { click }).click();
  expect(click).toHaveBeenCalledOnce();
});

test('a drawing is skipped by assistive technology', () => {
  const drawing = svg('0 0 2 2', 'icon', 'M0 0H1', 'M1 1H2');
  expect(drawing.getAttribute('aria-hidden')).toBe('true');
  expect(drawing.children).toHaveLength(2);
  expect(drawing).toBeInstanceOf(SVGSVGElement);
});
