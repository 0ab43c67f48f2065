/** Colours of a printed report, readable in grey as well; words always stand beside them. */
export const COLOURS = {
  text: '#1c2430',
  quiet: '#5b6675',
  line: '#d5dae1',
  shade: '#f3f5f8',
  bar: '#3b73b9',
  good: '#1b6e3c',
  bad: '#b3261e',
};
