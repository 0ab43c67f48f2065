import { HealthModelAnswer, May } from '@plumbline/plugin-workload-common';

/**
 * A health model with whether the caller may edit it here.
 *
 * @param may - whether they may edit models of the workload at all.
 */
export function editable(
  model: Omit<HealthModelAnswer, 'edit'>,
  may: May,
): HealthModelAnswer {
  return { ...model, edit: model.origin === 'file' ? inFile(model) : may };
}

function inFile({ location }: Pick<HealthModelAnswer, 'location'>): May {
  return {
    allowed: false,
    reason: `It is kept in ${location ?? 'a file'}; edit it there.`,
  };
}
