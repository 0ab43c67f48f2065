export * from './aggregate';
export * from './healthModel';
export * from './healthParts';
export * from './impacts';
export * from './model';
export * from './rollUp';
export * from './signals';
export * from './workloadHealth';
