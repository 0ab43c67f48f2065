export { fileHash } from '@plumbline/plugin-stamp-common';
export * from './branches';
export * from './markdown';
export * from './notesOf';
export * from './readStaticCode';
export * from './renderChange';
export { renderStamp } from './renderStamp';
export * from './sharedFiles';
export * from './toJson';
