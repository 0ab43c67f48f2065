/** Id of the panel of an SLO on the tab, and the fragment of its address without `#`. */
export function sloAnchor(id: string): string {
  return `slo-${id}`;
}
