/** An error whose message is the one line that the user gets. */
export class Failure extends Error {}
