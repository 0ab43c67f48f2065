export * from './generateCatalog';
export * from './writeCatalog';
