import {
  DEFAULT_POLICY,
  EstatePlan,
  REGIONS,
  planChange,
  planDrain,
  planRemoval,
} from '@plumbline/plugin-stamp-common';
import { exampleNewWorkload, examplePlan } from '../__testUtils__/plans';
import { describeChange } from './describeChange';
import { notesOf } from './notesOf';

/** Without addresses of its own, a Front Door or a registry that the catalog knows: a stamp with much to know. */
const STAMP = examplePlan({ workload: { addressRange: undefined } });
const OF_PLACE = 'The workload declares no address range';
const OF_DEPLOYING = 'the stamp will take no traffic';
const OWN = 'Nobody is served there after this.';

function change(image: string): EstatePlan {
  const { plan } = planChange(
    { plan: STAMP },
    { image, expectedUsers: 1 },
    REGIONS,
    DEFAULT_POLICY,
  );
  return plan!;
}

describe('notesOf', () => {
  it('says of a new stamp how it is placed and what it lacks', () => {
    const notes = notesOf({ kind: 'add', stamp: STAMP, notes: [OWN] });
    expect(notes).toEqual([
      OWN,
      expect.stringContaining(OF_PLACE),
      expect.stringContaining('Monitoring Contributor'),
      expect.stringContaining(OF_DEPLOYING),
      expect.stringContaining('AcrPull'),
    ]);
  });

  it('says of a new workload what to know of both', () => {
    const plan = exampleNewWorkload();
    const notes = notesOf(plan);
    expect(notes).toEqual(
      expect.arrayContaining([...plan.workload.notes, ...plan.stamp.notes]),
    );
    expect(new Set(notes).size).toBe(notes.length);
  });

  it('says of a change what it brings, not how the stamp was placed', () => {
    const notes = notesOf(change('crdealfraud.azurecr.io/deal-fraud:latest'));
    expect(notes).toEqual([
      expect.stringContaining('It becomes smaller'),
      expect.stringContaining("tag is 'latest'"),
      expect.stringContaining(OF_DEPLOYING),
      expect.stringContaining('AcrPull'),
    ]);
  });

  it('says of retiring nothing that is about deploying', () => {
    expect(notesOf(planDrain(STAMP))).toEqual([]);
    expect(notesOf({ ...planDrain(STAMP), notes: [OWN] })).toEqual([OWN]);
    expect(notesOf(planRemoval(STAMP))).toEqual([
      `Its addresses ${STAMP.address.range} are free again.`,
    ]);
  });

  it.each<EstatePlan>([
    { kind: 'add', stamp: STAMP, notes: [OWN] },
    exampleNewWorkload(),
    change('crdealfraud.azurecr.io/deal-fraud:3.0.0'),
    { ...planDrain(STAMP), notes: [OWN] },
    planDrain(STAMP),
    planRemoval(STAMP),
  ])('is what the reviewer is told: %#', plan => {
    const { body } = describeChange(plan);
    const section = /### To know\n\n([^]*?)\n\n/.exec(body)?.[1] ?? '';
    const told = section.split('\n').filter(line => line !== '');
    expect(told).toHaveLength(notesOf(plan).length);
  });
});
