export * from './changeOf';
export * from './StampRights';
