export * from './agreements';
export * from './exclusions';
export * from './policies';
export * from './portfolio';
export * from './reports';
export * from './samples';
export * from './timeline';
