export * from './PlaceReader';
export * from './placeBeside';
