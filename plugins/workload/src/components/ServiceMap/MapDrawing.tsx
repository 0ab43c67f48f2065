import { HealthState, Tone } from '@plumbline/plugin-workload-common';
import { toneOfHealth } from '@plumbline/plugin-workload-react';
import { groupsOf } from './MapLines';
import { FlowWords } from './toFlow';
import { PlacedBox, PlacedPart } from './layout/layoutMap';
import { MapScene } from './useScene';

/** Colours of a drawing: `var(--…)` within the page, plain ones in a file. */
export interface DrawingColors {
  background: string;
  box: string;
  border: string;
  text: string;
  faint: string;
  good: string;
  warning: string;
  bad: string;
}

/** The page's own colours. */
export const PAGE_COLORS: DrawingColors = {
  background: 'var(--bui-bg-app)',
  box: 'var(--bui-bg-neutral-1)',
  border: 'var(--bui-border-2)',
  text: 'var(--bui-fg-primary)',
  faint: 'var(--bui-fg-secondary)',
  good: 'var(--bui-positive-fg-subdued)',
  warning: 'var(--bui-warning-fg-subdued)',
  bad: 'var(--bui-negative-fg-subdued)',
};

/** Props of {@link MapDrawing}. */
export interface MapDrawingProps {
  scene: MapScene;
  words: Pick<FlowWords, 'state' | 'type' | 'title' | 'hidden'>;
  colors: DrawingColors;
  /** What the picture shows, for those who do not see it. */
  label: string;
  /** Stands below the picture. */
  caption?: string;
  fontFamily?: string;
  className?: string;
}

const MARGIN = 24;
const CAPTION = 32;

/** Width of a letter in em, so that words can be cut without measuring. */
const LETTER = 0.56;

const STROKES = {
  'depends-on': { strokeWidth: 1.5, opacity: 0.7 },
  telemetry: { strokeWidth: 1.5, opacity: 0.7, strokeDasharray: '6 4' },
  contains: { strokeWidth: 1, opacity: 0.6, strokeDasharray: '1 4' },
  ill: { strokeWidth: 4 },
} as const;

/** 12 by 12: a disc, a triangle, a square, a diamond, a bar. */
const MARKS: Record<Tone, string> = {
  good: 'M6,0A6,6 0 1 1 6,12A6,6 0 1 1 6,0Z',
  warning: 'M6,0L12,11H0Z',
  bad: 'M0,0H12V12H0Z',
  unknown: 'M6,0L12,6L6,12L0,6Z',
  neutral: 'M0,4H12V8H0Z',
};

/** The map as a still picture that needs nothing but itself. */
export function MapDrawing(props: MapDrawingProps) {
  const { scene, colors, label, caption, fontFamily, className } = props;
  const { layout, drawnLines, illLines } = scene;
  const width = layout.width + 2 * MARGIN;
  const height = layout.height + 2 * MARGIN + (caption ? CAPTION : 0);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label={label}
      className={className}
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
      width={width}
      height={height}
      fontFamily={fontFamily}
    >
      <title>{label}</title>
      <rect
        x={-MARGIN}
        y={-MARGIN}
        width={width}
        height={height}
        fill={colors.background}
      />
      {layout.boxes.map(box => (
        <DrawnBox key={box.id} placed={box} {...props} />
      ))}
      {groupsOf(drawnLines, [], illLines).map(({ id, kind, curve, head }) => {
        const color = kind === 'ill' ? colors.bad : colors.faint;
        return (
          <g key={id} stroke={color} fill={color} {...STROKES[kind]}>
            <path d={curve} fill="none" />
            <path d={head} stroke="none" />
          </g>
        );
      })}
      {layout.boxes.flatMap(box =>
        box.parts.map(part => (
          <DrawnPart key={part.id} placed={part} {...props} />
        )),
      )}
      {caption && (
        <text
          x={0}
          y={layout.height + MARGIN + CAPTION / 2}
          fontSize={14}
          fill={colors.faint}
        >
          {caption}
        </text>
      )}
    </svg>
  );
}

function DrawnBox(props: MapDrawingProps & { placed: PlacedBox }) {
  const { placed, scene, words, colors } = props;
  const { x, y, width, height, box, isFolded } = placed;
  const state = box.stamp?.state;
  const isIll = scene.illIds.has(placed.id);
  const stateWidth = state && !isFolded ? 92 : 0;
  const [count, ...states] = words.hidden(box, undefined).split(' · ');
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={8}
        fill={colors.box}
        stroke={isIll ? colors.bad : colors.border}
        strokeWidth={isIll ? 3 : 1}
      />
      <text
        x={x + 16}
        y={y + 26}
        fontSize={14}
        fontWeight="bold"
        fill={colors.text}
      >
        {cut(words.title(box), width - 32 - stateWidth, 14)}
      </text>
      {state && (
        <StateMark
          x={isFolded ? x + 16 : x + width - stateWidth}
          y={isFolded ? y + 48 : y + 26}
          state={state}
          {...props}
        />
      )}
      {isFolded &&
        [count, states.join(' · ')].map((line, i) => (
          <text
            key={line}
            x={x + 16}
            y={y + 68 + 16 * i}
            fontSize={12}
            fill={colors.faint}
          >
            {cut(line, width - 32, 12)}
          </text>
        ))}
    </g>
  );
}

function DrawnPart(props: MapDrawingProps & { placed: PlacedPart }) {
  const { placed, scene, words, colors } = props;
  const { x, y, width, height, node } = placed;
  const isIll = scene.illIds.has(placed.id);
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={4}
        fill={colors.background}
        stroke={isIll ? colors.bad : colors.border}
        strokeWidth={isIll ? 3 : 1}
      />
      <rect
        x={x}
        y={y}
        width={4}
        height={height}
        fill={colorOf(node.state, colors)}
      />
      <text
        x={x + 14}
        y={y + 23}
        fontSize={13}
        fontWeight="bold"
        fill={colors.text}
      >
        {cut(node.title, width - 24, 13)}
      </text>
      <StateMark x={x + 14} y={y + 43} state={node.state} {...props} />
      <text x={x + 104} y={y + 43} fontSize={12} fill={colors.faint}>
        {cut(words.type(node), width - 112, 12)}
      </text>
    </g>
  );
}

/** Colour, shape and word of a state. */
function StateMark(
  props: Pick<MapDrawingProps, 'words' | 'colors'> & {
    x: number;
    y: number;
    state: HealthState;
  },
) {
  const { x, y, state, words, colors } = props;
  return (
    <>
      <path
        d={MARKS[toneOfHealth(state)]}
        transform={`translate(${x},${y - 10})`}
        fill={colorOf(state, colors)}
      />
      <text x={x + 16} y={y} fontSize={12} fill={colors.text}>
        {words.state(state)}
      </text>
    </>
  );
}

function colorOf(state: HealthState, colors: DrawingColors): string {
  const { good, warning, bad, faint } = colors;
  const byTone: Record<Tone, string> = {
    good,
    warning,
    bad,
    unknown: faint,
    neutral: faint,
  };
  return byTone[toneOfHealth(state)];
}

function cut(words: string, room: number, fontSize: number): string {
  const letters = Math.floor(room / (fontSize * LETTER));
  return words.length <= letters
    ? words
    : `${words.slice(0, Math.max(1, letters - 1))}…`;
}
