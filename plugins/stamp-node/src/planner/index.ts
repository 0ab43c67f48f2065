export * from './StampPlanner';
