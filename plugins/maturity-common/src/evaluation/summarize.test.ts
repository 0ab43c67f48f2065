import { modelOf } from '../__fixtures__/model';
import { criteriaOf } from '../model/MaturityModel';
import { Attestation, CriterionState } from './results';
import { computeStanding } from './standing';
import { summarize } from './summarize';

const model = modelOf([
  [1, 1, 2, 1, 1],
  [1, 1, 1, 1, 1],
]);
model.title = 'Well-Architected';
criteriaOf(model).forEach(({ criterion }) => {
  criterion.howTo = `Do ${criterion.id}.`;
  criterion.attestation!.validForDays = 365;
});
const asOf = '2026-11-20T12:00:00.000Z';

/** With one state for all criteria of each level, and exceptions. */
function summaryOf(
  byLevel: CriterionState[],
  options: {
    but?: Record<string, CriterionState>;
    attestations?: Attestation[];
    history?: number[];
  } = {},
) {
  const states = criteriaOf(model).map(
    ({ level, criterion }) => options.but?.[criterion.id] ?? byLevel[level - 1],
  );
  return summarize(
    'system:default/shop',
    [
      {
        model,
        standing: computeStanding(model, states),
        attestations: options.attestations ?? [],
        history: options.history ?? [],
      },
    ],
    'group:default/team',
    asOf,
  );
}

function attested(criterionId: string, expiresAt: string): Attestation {
  return {
    criterionId,
    answer: 'met',
    attestedBy: 'user:default/ada',
    attestedAt: '2026-11-01T00:00:00.000Z',
    expiresAt,
  };
}

describe('summarize', () => {
  it('says how many criteria the next level needs when one is not met', () => {
    const summary = summaryOf(['met', 'met', 'met', 'unknown', 'unknown'], {
      but: { '1-3.0': 'unknown', '1-3.1': 'not-met', '2-3.0': 'met' },
      history: [1, 2, 1, 2],
    });
    expect(summary).toMatchObject({
      sortValue: 2,
      cell: '2 → 3',
      signals: [],
      tile: {
        tone: 'neutral',
        headline: '2 of 5',
        detail: 'next level: 2 to go, lowest: Pillar 1',
        trend: [1, 2, 1, 2],
        tab: 'maturity',
      },
    });
    expect(summary.attention).toEqual([
      {
        id: 'm/next-level',
        tone: 'warning',
        urgency: 30,
        title: 'Well-Architected: 2 criteria from level 3, Pillar 1',
        nextStep: 'Do 1-3.1.',
        ownerRef: 'group:default/team',
        tab: 'maturity',
      },
    ]);
  });

  it('says what is possible when facts are only missing', () => {
    const summary = summaryOf(['met', 'unknown', 'met', 'not-met', 'met']);
    expect(summary).toMatchObject({
      sortValue: 1,
      cell: '1?',
      tile: {
        tone: 'neutral',
        headline: '1 of 5',
        detail: 'up to 3 once facts arrive',
        trend: undefined,
      },
    });
    expect(summary.attention[0]).toMatchObject({ tone: 'unknown' });
  });

  it('is unknown, and not bad, when nothing is known', () => {
    const all: CriterionState[] = Array(5).fill('unknown');
    expect(summaryOf(all)).toMatchObject({
      sortValue: null,
      cell: '0?',
      tile: { tone: 'unknown', headline: '0 of 5' },
    });
  });

  it('needs nothing at the top', () => {
    const all: CriterionState[] = Array(5).fill('met');
    expect(summaryOf(all)).toMatchObject({
      sortValue: 5,
      cell: '5',
      tile: { tone: 'good', detail: 'highest level proven' },
      attention: [],
    });
  });

  it('reminds of attestations within 30 days, in one line', () => {
    const all: CriterionState[] = Array(5).fill('met');
    const soon = attested('1-1.0', '2026-11-30T00:00:00.000Z');
    const sooner = attested('1-2.0', '2026-11-25T00:00:00.000Z');
    const later = attested('1-3.0', '2026-12-31T00:00:00.000Z');
    const expired = attested('2-1.0', '2026-11-19T00:00:00.000Z');
    expect(
      summaryOf(all, { attestations: [soon, later, expired] }).attention,
    ).toEqual([
      expect.objectContaining({
        urgency: 40,
        title: "Attestation '1-1.0' expires on 2026-11-30",
        dueAt: '2026-11-30T00:00:00.000Z',
      }),
    ]);
    expect(summaryOf(all, { attestations: [soon, sooner] }).attention).toEqual([
      expect.objectContaining({
        title: '2 attestations expire within 30 days, the first on 2026-11-25',
        dueAt: '2026-11-25T00:00:00.000Z',
      }),
    ]);
  });

  it('shows the first of several models', () => {
    const standing = (state: CriterionState) =>
      computeStanding(
        model,
        criteriaOf(model).map(() => state),
      );
    const input = { model, attestations: [], history: [] };
    const summary = summarize(
      'system:default/shop',
      [
        { ...input, standing: standing('not-met') },
        { ...input, standing: standing('met') },
      ],
      undefined,
      asOf,
    );
    expect(summary.cell).toBe('0 → 1');
  });
});
