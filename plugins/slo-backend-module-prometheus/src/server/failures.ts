/** The server will not answer this query, whoever asks and when: it is wrong, or too much. */
export class QueryRefused extends Error {}

/** The server answers nobody now. */
export class ServerUnavailable extends Error {}
