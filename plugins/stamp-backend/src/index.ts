/**
 * Plans, statuses and drift of stamps: store and API.
 *
 * @packageDocumentation
 */

export {};
