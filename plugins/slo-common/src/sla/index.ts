export * from './agreement';
export * from './compositeSla';
