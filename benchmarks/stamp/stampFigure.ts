import { printFigure, round } from '../figure';

/** Prints a figure of this benchmark that has no peer. */
export function stampFigure(
  figure: string,
  ours: number,
  unit: string,
  more: { n?: number; theirs?: number; ratio?: number } = {},
) {
  const { n = 1, theirs, ratio } = more;
  printFigure({
    bench: 'stamp',
    figure,
    ours: round(ours),
    theirs: theirs === undefined ? null : round(theirs),
    unit,
    ratio: ratio === undefined ? null : round(ratio),
    n,
  });
}
