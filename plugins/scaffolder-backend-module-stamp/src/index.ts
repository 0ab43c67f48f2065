/**
 * Scaffolder actions that plan, render and publish a stamp.
 *
 * @packageDocumentation
 */

export { scaffolderModuleStamp as default } from './module';
