export * from './buildGraph';
export * from './model';
