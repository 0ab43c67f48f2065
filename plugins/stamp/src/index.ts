/**
 * Stamps of a workload: a tab of its page.
 *
 * @packageDocumentation
 */

export {};
