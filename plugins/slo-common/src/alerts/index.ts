export * from './AlertRule';
export * from './alertState';
export * from './alertWords';
export { cannotFire } from './cannotFire';
export * from './defaultAlertRules';
export * from './readAlerts';
