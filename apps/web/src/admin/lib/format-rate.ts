/** How often a second, in the unit in which it reads best: "12 a second", "3.5 a minute". */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return 'none';
  return perSecond >= 1 ? `${short(perSecond)} a second` : `${short(perSecond * 60)} a minute`;
}

function short(value: number): string {
  return value < 10 ? String(Number(value.toFixed(1))) : value.toFixed(0);
}
