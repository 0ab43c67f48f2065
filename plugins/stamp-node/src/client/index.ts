export * from './StampStatusClient';
export * from './statuses';
