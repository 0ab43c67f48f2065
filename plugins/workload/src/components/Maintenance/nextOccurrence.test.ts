import { nextOccurrence } from './nextOccurrence';

const window = {
  id: 'w',
  from: '2026-06-01T02:00:00.000Z',
  to: '2026-06-01T06:00:00.000Z',
};

const at = (time: string) => Date.parse(time);

it.each([
  ['before it', '2026-05-01T00:00:00Z', '2026-06-01T02:00:00.000Z'],
  ['while it goes on', '2026-06-01T05:59:59.999Z', '2026-06-01T02:00:00.000Z'],
  ['as it ends', '2026-06-01T06:00:00Z', '2026-06-08T02:00:00.000Z'],
  ['in a repetition', '2026-06-15T03:00:00Z', '2026-06-15T02:00:00.000Z'],
  ['long after', '2026-07-01T00:00:00Z', '2026-07-06T02:00:00.000Z'],
])('%s', (_, now, from) => {
  expect(nextOccurrence({ ...window, everyDays: 7 }, at(now)).from).toBe(from);
});

it('is the only one of what does not repeat, and the first of what is over', () => {
  const now = at('2026-07-01T00:00:00Z');
  expect(nextOccurrence(window, now).from).toBe(window.from);
  expect(
    nextOccurrence(
      { ...window, everyDays: 7, until: '2026-06-20T00:00:00Z' },
      now,
    ).from,
  ).toBe(window.from);
});
