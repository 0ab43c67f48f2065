export { fileHash } from '@plumbline/plugin-stamp-common';
export * from './branches';
export { deploymentNotes } from './infrastructure/deploymentNotes';
export * from './markdown';
export * from './readStaticCode';
export * from './renderChange';
export { renderStamp } from './renderStamp';
export * from './sharedFiles';
export * from './toJson';
