/**
 * How modules tell Plumbline of credentials. List-only by type.
 *
 * @packageDocumentation
 */

export * from './CredentialSource';
export * from './annotationOutcomes';
export * from './certificateFacts';
export * from './extensionPoint';
export * from './interleave';
