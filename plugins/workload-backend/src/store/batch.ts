/** Rows in one statement, or workloads in one turn: well under what either engine takes as bindings. */
export const BATCH = 100;
