export * from './aggregate';
export * from './healthParts';
export * from './impacts';
export * from './model';
export * from './rollUp';
export * from './workloadHealth';
