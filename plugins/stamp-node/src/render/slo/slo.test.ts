import { parseOpenSlo, validateOpenSlo } from '@plumbline/plugin-slo-common';
import { examplePlan, exampleWorkloadPlan } from '../../__testUtils__/plans';
import { renderWorkloadSlo } from '../workload/workloadSlo';
import { renderStampSlo } from './stampSlo';

const resolve = (
  { path, content }: { path: string; content: string },
  workloadRef: string,
  entityRef: string,
) => validateOpenSlo([parseOpenSlo(path, content, { workloadRef, entityRef })]);

describe('service levels', () => {
  it('of a stamp hold before the rules of the family, without a remark', () => {
    const plan = examplePlan();
    const [file] = renderStampSlo(plan);
    const { objectives, findings } = resolve(
      file,
      plan.workloadRef,
      plan.stampRef,
    );
    expect(findings).toEqual([]);
    expect(
      objectives.map(
        ({ sloName, target, entityRef, workloadRef, alertRules }) => ({
          name: sloName,
          target,
          entityRef,
          workloadRef,
          rules: alertRules?.length,
        }),
      ),
    ).toEqual([
      {
        name: `${plan.resourcePrefix}-available`,
        target: 0.999,
        entityRef: plan.stampRef,
        workloadRef: plan.workloadRef,
        rules: 3,
      },
      {
        name: `${plan.resourcePrefix}-quick`,
        target: 0.95,
        entityRef: plan.stampRef,
        workloadRef: plan.workloadRef,
        rules: 3,
      },
    ]);
  });

  it('of a workload are measured at Front Door', () => {
    const plan = exampleWorkloadPlan();
    const [file] = renderWorkloadSlo(plan);
    const { objectives, findings } = resolve(
      file,
      plan.workloadRef,
      plan.workloadRef,
    );
    expect(findings).toEqual([]);
    expect(objectives).toHaveLength(2);
    expect(file.content).toContain('FrontDoorAccessLog');
  });

  it('burn at the rates that spend 2, 5 and 10 % of 28 days', () => {
    const [{ content }] = renderStampSlo(examplePlan());
    expect(
      [...content.matchAll(/threshold: (.*)/g)].map(([, rate]) => Number(rate)),
    ).toEqual([13.44, 5.6, 0.93]);
  });
});
