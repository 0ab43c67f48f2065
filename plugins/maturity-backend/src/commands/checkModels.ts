import {
  FactSourceSchema,
  ModelProblem,
  RuleLanguage,
  createCelRuleLanguage,
  parseModel,
} from '@plumbline/plugin-maturity-common';
import { DiskPlace } from '../models/DiskPlace';
import { ModelIndex } from '../models/ModelIndex';
import { ModelReader } from '../models/ModelReader';
import { FiledModel, modelConflicts } from '../models/modelConflicts';

/** What is wrong with model files, and those that are good. */
export interface CheckedModels {
  problems: ModelProblem[];
  models: FiledModel[];
}

/** Checks models as the back end does before it puts them in force, without one. */
export async function checkModels(
  files: string[],
  sources: FactSourceSchema[],
): Promise<CheckedModels> {
  const rules = createCelRuleLanguage(sources);
  const problems: ModelProblem[] = [];
  const models: FiledModel[] = [];
  for (const file of files) {
    const checked = await checkModel(file, rules);
    const found =
      'problems' in checked
        ? checked.problems
        : modelConflicts(checked, models);
    problems.push(...found);
    if (found.length === 0) models.push(checked as FiledModel);
  }
  return { problems, models };
}

async function checkModel(
  file: string,
  rules: RuleLanguage,
): Promise<FiledModel | { problems: ModelProblem[] }> {
  try {
    // A reader that reads for the first time finds everything changed.
    const files = (await new ModelReader(new DiskPlace(file)).read())!;
    const { model, problems } = parseModel(files, { rules });
    return problems ? { problems } : { file, index: new ModelIndex(model) };
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    return { problems: [{ file, message }] };
  }
}
