/** How much of the strongest colour each fifth of the ladder takes, in percent. */
const STEPS = [0, 10, 20, 30, 84, 100];
/** From here the words need the colour for strong grounds. */
const STRONG = 84;

/** Ground and words of a level. */
export interface LevelColor {
  background: string;
  color: string;
}

/**
 * The colour of a level, the stronger the higher; of one hue, so that those who
 * see colours differently see the order. The number always stands beside it.
 */
export function levelColor(level: number, top: number): LevelColor {
  const step = top > 0 ? Math.round((level / top) * (STEPS.length - 1)) : 0;
  const strength = STEPS[Math.min(Math.max(step, 0), STEPS.length - 1)];
  return {
    background: `color-mix(in srgb, var(--bui-accent-bg) ${strength}%, var(--bui-bg-neutral-2))`,
    color:
      strength >= STRONG ? 'var(--bui-accent-fg)' : 'var(--bui-fg-primary)',
  };
}
