import { configApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  REGIONS,
  readPlacementPolicy,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import { readEstate } from '../estate/readEstate';
import { formValues } from './formValues';

/**
 * Stops the form where the region is not eligible, such as after the workload
 * was changed. The action checks the same again.
 */
export const validateRegion: CustomFieldValidator<string> = async (
  name,
  field,
  { apiHolder, formData },
) => {
  const { workload } = formValues({ formData });
  const catalogApi = apiHolder.get(catalogApiRef);
  const config = apiHolder.get(configApiRef);
  if (!workload || !name || !catalogApi || !config) return;
  const estate = await readEstate(catalogApi, workload);
  const policy = readPlacementPolicy(config);
  const choice = regionChoices(estate.workload, REGIONS, policy).find(
    ({ region }) => region.name === name,
  );
  if (!choice) {
    field.addError(`There is no Azure region ${JSON.stringify(name)}.`);
  }
  for (const { message } of choice?.reasons ?? []) {
    field.addError(`${choice?.region.displayName} is not eligible. ${message}`);
  }
};
