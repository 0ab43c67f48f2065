/**
 * What every Plumbline page shares.
 *
 * @packageDocumentation
 */

export * from './components/ActionDialog/ActionDialog';
export * from './components/AddressLink/AddressLink';
export * from './components/chartStyle/chartStyle';
export * from './components/ConfirmDialog/ConfirmDialog';
export * from './components/CountButtons/CountButtons';
export * from './components/DownloadButton/DownloadButton';
export * from './components/EmptyState/EmptyState';
export * from './components/FailureAlert/FailureAlert';
export * from './components/FilterBar/FilterBar';
export * from './components/Heading/Heading';
export * from './components/ManySelect/ManySelect';
export * from './components/Markdown/Markdown';
export * from './components/MineToggle/MineToggle';
export * from './components/ownerColumn/ownerColumn';
export * from './components/PageFrame/LegacyPage';
export * from './components/PageFrame/LegacySubPages';
export * from './components/PageFrame/PageFrame';
export * from './components/Prose/Prose';
export * from './components/ReadView/ReadView';
export * from './components/ScrollRegion/ScrollRegion';
export * from './components/SearchText/SearchText';
export * from './components/ServerTable/ServerTable';
export * from './components/Sparkline/Sparkline';
export * from './components/Term/Term';
export * from './components/ToneLabel/ToneLabel';
export * from './components/When/When';
export * from './hooks/useAction';
export * from './hooks/useEntityNames';
export * from './hooks/useLatest';
export * from './hooks/useMyRefs';
export * from './hooks/useQueryInAddress';
export * from './hooks/useRead';
export * from './hooks/useSame';
export * from './hooks/useWorkloadName';
export * from './PluginClient';
