/**
 * Back end of the maturity family.
 *
 * @packageDocumentation
 */

export { maturityPlugin as default } from './plugin';
