export * from './answers';
export * from './caller';
export * from './credentials';
export * from './filters';
export * from './may';
export * from './places';
