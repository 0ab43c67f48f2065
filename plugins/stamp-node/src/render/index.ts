export * from './branches';
export * from './fileHash';
export * from './markdown';
export * from './readStaticCode';
export * from './renderChange';
export { renderStamp } from './renderStamp';
export * from './sharedFiles';
export * from './toJson';
