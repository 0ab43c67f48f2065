/**
 * Credential sources: certificates that cert-manager keeps in Kubernetes, and
 * Kubernetes secrets of type `kubernetes.io/tls`.
 *
 * @packageDocumentation
 */

export { secretExpiryModuleKubernetes as default } from './module';
