/**
 * An editor of YAML; apart from the rest, for it is larger than all of it.
 *
 * @packageDocumentation
 */

export * from './components/YamlEditor/YamlEditor';
