/**
 * What every Plumbline page shares.
 *
 * @packageDocumentation
 */

export * from './components/AddressLink/AddressLink';
export * from './components/chartStyle/chartStyle';
export * from './components/EmptyState/EmptyState';
export * from './components/Heading/Heading';
export * from './components/Prose/Prose';
export * from './components/ReadView/ReadView';
export * from './components/Sparkline/Sparkline';
export * from './components/Term/Term';
export * from './components/ToneLabel/ToneLabel';
export * from './components/When/When';
export * from './hooks/useEntityNames';
export * from './hooks/useRead';
export * from './hooks/useWorkloadName';
export * from './PluginClient';
