const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** Builds a drawing that assistive technology skips: whoever uses it gives the words. */
export function svg(viewBox: string, className: string, ...paths: readonly string[]): SVGSVGElement {
  const root = document.createElementNS(SVG_NAMESPACE, 'svg');
  root.setAttribute('viewBox', viewBox);
  root.setAttribute('class', className);
  root.setAttribute('aria-hidden', 'true');
  root.append(...paths.map(path));
  return root;
}

function path(d: string): SVGPathElement {
  const element = document.createElementNS(SVG_NAMESPACE, 'path');
  element.setAttribute('d', d);
  return element;
}
