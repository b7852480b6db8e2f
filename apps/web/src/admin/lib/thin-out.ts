/** At most `most` places of `count`, evenly apart, the last among them. */
export function thinOut(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  const places: number[] = [];
  for (let place = count - 1; place >= 0; place -= step) places.unshift(place);
  return places;
}
