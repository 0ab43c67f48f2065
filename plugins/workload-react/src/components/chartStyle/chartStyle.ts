/** Lines behind a chart, for `CartesianGrid` of recharts: at the values only. */
export const CHART_GRID = {
  stroke: 'var(--bui-border-1)',
  vertical: false,
} as const;

/** Line, ticks and figures of a chart's axis, for `XAxis` and `YAxis` of recharts. */
export const CHART_AXIS = { stroke: 'var(--bui-fg-secondary)' } as const;

/**
 * The box that says the figures under the pointer, for `Tooltip` of recharts,
 * which would otherwise be white in every theme and write in the lines' colours.
 */
export const CHART_TOOLTIP = {
  contentStyle: {
    background: 'var(--bui-bg-neutral-1)',
    border: '1px solid var(--bui-border-1)',
    color: 'var(--bui-fg-primary)',
  },
  itemStyle: { color: 'var(--bui-fg-primary)' },
} as const;
