import { DAY, HOUR, objective, rollupsOf } from './__fixtures__/objective';
import { compositesOf, evaluateComposite } from './composite';
import { ObjectiveDefinition } from './definition';
import { evaluate } from './evaluate';
import { explain, explainComposite } from './explain';
import { FORMULA_TOPICS, formulasAbout } from './formulaTopics';

const asOf = Date.parse('2026-11-11T00:00:00Z') / 1_000;

function evaluated(
  definition: ObjectiveDefinition,
  bad: (end: number) => number | undefined,
) {
  const rollups = rollupsOf(definition, [asOf - 31 * DAY, asOf], end => {
    const failing = bad(end);
    return failing === undefined ? undefined : [100 - failing, 100];
  });
  const evaluation = evaluate({
    definition,
    rollups,
    asOf,
    now: asOf,
    exclusions: [[asOf - 2 * DAY, asOf - DAY]],
  });
  return {
    evaluation,
    explanation: explain(definition, evaluation.measure, {
      figures: evaluation.figures,
      delaySeconds: 300,
    }),
  };
}

function topicsOf(formulas: string[]) {
  return formulas.map(line =>
    FORMULA_TOPICS.filter(
      topic => formulasAbout({ formulas: [line] }, topic).length > 0,
    ),
  );
}

const threshold = {
  kind: 'threshold',
  metric: { type: 'samples', spec: {} },
  op: 'lt',
  value: 2,
} as const;
const burning = (end: number) => {
  if (end > asOf - HOUR) return 20;
  return end > asOf - 3 * HOUR ? undefined : 0.5;
};

describe('formulasAbout', () => {
  it.each<[string, Partial<ObjectiveDefinition>]>([
    ['Occurrences', {}],
    ['Timeslices', { method: 'Timeslices', sliceTarget: 0.9 }],
    ['RatioTimeslices', { method: 'RatioTimeslices' }],
    ['a threshold', { indicator: threshold }],
    [
      'a calendar window',
      {
        window: {
          kind: 'calendar',
          duration: '1M',
          startTime: '2026-01-01 00:00:00',
          timeZone: 'UTC',
        },
      },
    ],
  ])('gives each line of %s to exactly one number', (_, changes) => {
    for (const bad of [burning, () => undefined]) {
      const { formulas } = evaluated(objective(changes), bad).explanation;
      expect(formulas.length).toBeGreaterThan(1);
      topicsOf(formulas).forEach(topics => expect(topics).toHaveLength(1));
    }
  });

  it('does so for composites', () => {
    const members = ['a', 'b', 'c'].map(id => objective({ id, weight: 1 }));
    const all = new Map(
      members.map(member => [
        member.id,
        evaluated(member, member.id === 'c' ? () => undefined : burning),
      ]),
    );
    const [composite] = compositesOf(members);
    const { figures } = evaluateComposite({
      composite,
      evaluations: new Map(
        [...all].map(([id, { evaluation }]) => [id, evaluation]),
      ),
      now: asOf,
    });
    const { formulas } = explainComposite(
      composite,
      figures,
      composite.definition.target,
      [...all.values()].map(({ explanation }) => explanation),
    );
    topicsOf(formulas).forEach(topics => expect(topics).toHaveLength(1));
  });
});
