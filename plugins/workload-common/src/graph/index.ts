export * from './buildGraph';
export * from './mapGaps';
export * from './model';
