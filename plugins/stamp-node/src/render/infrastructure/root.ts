import type {
  EstateFile,
  Infrastructure,
} from '@plumbline/plugin-stamp-common';
import { StaticCode, codeBelow } from '../readStaticCode';
import { toJson } from '../toJson';
import { bicepParameters } from './bicepParameters';
import { terraformVariables } from './terraformVariables';

/** What is deployed by itself, with a state of its own. */
export type RootName = 'foundation' | 'release' | 'traffic' | 'global';

/** Values of a root's variables, by name in camel case. */
export type RootData = Readonly<Record<string, unknown>>;

/**
 * A root: the static code, and one file of data beside it. Nothing of the data
 * is ever part of the code.
 *
 * @param folder - of the stamp or workload, below the estate's root.
 */
export function renderRoot(
  folder: string,
  infrastructure: Infrastructure,
  root: RootName,
  data: RootData,
  code: StaticCode,
): EstateFile[] {
  const place = `${infrastructure}/${root}`;
  return [
    ...codeBelow(code, place).map(({ path, content }) => ({
      path: `${folder}/${place}/${path}`,
      content,
    })),
    infrastructure === 'terraform'
      ? {
          path: `${folder}/${place}/${root}.auto.tfvars.json`,
          content: toJson(terraformVariables(data)),
        }
      : {
          path: `${folder}/${place}/${root}.parameters.json`,
          content: toJson(bicepParameters(data)),
        },
  ];
}
