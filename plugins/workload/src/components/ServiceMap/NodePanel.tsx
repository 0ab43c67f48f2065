export * from '../NodePanel/NodePanel';
