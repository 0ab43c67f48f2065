import { CHART_AXIS, CHART_GRID, CHART_TOOLTIP } from './chartStyle';

it('takes every colour from the theme', () => {
  const { contentStyle, itemStyle } = CHART_TOOLTIP;
  const colors = [
    CHART_GRID.stroke,
    CHART_AXIS.stroke,
    contentStyle.background,
    contentStyle.border,
    contentStyle.color,
    itemStyle.color,
  ];
  colors.forEach(color => expect(color).toMatch(/var\(--bui-[a-z0-9-]+\)$/));
});
