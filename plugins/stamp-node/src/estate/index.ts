export { createEstate } from './createEstate';
export { FolderEstate } from './FolderEstate';
