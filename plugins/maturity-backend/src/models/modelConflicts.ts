import { ModelProblem } from '@plumbline/plugin-maturity-common';
import { ModelIndex } from './ModelIndex';

/** A checked model, and the file that it is from. */
export interface FiledModel {
  file: string;
  index: ModelIndex;
}

/**
 * What keeps a model from being in force beside others. Ids must be unique over
 * all models, since answers name a criterion and no model.
 */
export function modelConflicts(
  { file, index }: FiledModel,
  others: FiledModel[],
): ModelProblem[] {
  const { model } = index;
  const same = others.find(other => other.index.model.id === model.id);
  if (same) {
    return [
      {
        file,
        field: 'metadata.name',
        message: `expected a unique name, '${model.id}' is that of ${same.file}`,
      },
    ];
  }
  return others.flatMap(other =>
    other.index.criteria
      .filter(({ criterion }) => index.criterion(criterion.id))
      .map(({ criterion }) => ({
        file,
        field: 'criteria.id',
        message: `expected a unique id, '${criterion.id}' is also in ${other.file}`,
      })),
  );
}
