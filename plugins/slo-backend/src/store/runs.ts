/**
 * Items as text, each run of equal ones once: `a,a,a,b` is `a*3,b`. Items are
 * without `,` and `*`.
 */
export function joinRuns(items: string[]): string {
  const runs: string[] = [];
  for (let i = 0; i < items.length; ) {
    let end = i + 1;
    while (end < items.length && items[end] === items[i]) end++;
    runs.push(end - i === 1 ? items[i] : `${items[i]}*${end - i}`);
    i = end;
  }
  return runs.join(',');
}

/** The runs of a text that {@link joinRuns} made. */
export function splitRuns(text: string): { item: string; length: number }[] {
  return text.split(',').map(run => {
    const star = run.indexOf('*');
    return star < 0
      ? { item: run, length: 1 }
      : { item: run.slice(0, star), length: Number(run.slice(star + 1)) };
  });
}
