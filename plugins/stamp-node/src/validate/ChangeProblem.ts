/** Something in the files of a change that must not reach the estate. */
export interface ChangeProblem {
  /** Below the estate's root; empty for the change as a whole. */
  path: string;
  /** From 1; absent for the file as a whole. */
  line?: number;
  /** What is wrong and, where it is known, what was expected. */
  message: string;
}
