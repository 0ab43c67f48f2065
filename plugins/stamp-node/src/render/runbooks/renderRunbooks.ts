import type {
  EstateFile,
  StampPlan,
  WorkloadPlan,
} from '@plumbline/plugin-stamp-common';
import { StaticCode, codeBelow } from '../readStaticCode';
import { Fact, factsAsMarkdown, stampFacts, workloadFacts } from './facts';

/** What to do with a stamp, step by step, with its names on top. */
export function renderStampRunbooks(
  plan: StampPlan,
  code: StaticCode,
): EstateFile[] {
  return runbooks(plan.folder, 'stamp', stampFacts(plan), code);
}

/** The same for what all stamps of a workload share. */
export function renderWorkloadRunbooks(
  plan: WorkloadPlan,
  code: StaticCode,
): EstateFile[] {
  return runbooks(plan.folder, 'workload', workloadFacts(plan), code);
}

/** The shipped text, with the facts after its heading and first paragraph. */
function runbooks(
  folder: string,
  kind: 'stamp' | 'workload',
  facts: readonly Fact[],
  code: StaticCode,
): EstateFile[] {
  return codeBelow(code, `runbooks/${kind}`).map(({ path, content }) => {
    const start = content.indexOf('\n## ');
    return {
      path: `${folder}/runbooks/${path}`,
      content: `${content.slice(0, start)}\n## Names\n\n${factsAsMarkdown(
        facts,
      )}\n${content.slice(start)}`,
    };
  });
}
