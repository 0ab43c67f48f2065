/**
 * What the form and the pages of stamps share.
 *
 * @packageDocumentation
 */

export {};
