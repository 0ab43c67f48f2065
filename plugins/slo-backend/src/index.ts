/**
 * SLO status: OpenSLO documents, collection from SLI sources, evaluation and API.
 *
 * @packageDocumentation
 */

export { sloPlugin as default } from './plugin';
