export * from './healthModel';
export * from './history';
export * from './incidents';
export * from './signals';
export * from './views';
