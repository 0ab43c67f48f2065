import { configApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { REGIONS, readPlacementPolicy } from '@plumbline/plugin-stamp-common';
import { RegionPickerOptions } from '../components/RegionPicker/RegionPicker';
import { regionOffers } from '../components/RegionPicker/regionOffers';
import { readEstate } from '../estate/readEstate';
import { formValues } from './formValues';

/**
 * Stops the form where the region is not eligible, such as after the workload
 * was changed, or where a rule must be relaxed and is not. The action checks
 * the same again.
 */
export const validateRegion: CustomFieldValidator<
  string,
  RegionPickerOptions
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  const values = formValues({ formData });
  const catalogApi = apiHolder.get(catalogApiRef);
  const config = apiHolder.get(configApiRef);
  if (!name || !catalogApi || !config) return;
  if (!values.workload && !values.name) return;
  const residency = values.workload
    ? (await readEstate(catalogApi, values.workload)).workload.residency
    : values.residency;
  const offer = regionOffers(
    { residency, stamps: [] },
    uiSchema?.['ui:options']?.use ?? 'stamp',
    REGIONS,
    readPlacementPolicy(config),
  ).find(({ region }) => region.name === name);
  if (!offer) {
    field.addError(`There is no Azure region ${JSON.stringify(name)}.`);
    return;
  }
  const { region, reasons, toRelax } = offer;
  const relaxed = values.relaxations?.map(({ rule }) => rule) ?? [];
  for (const reason of reasons) {
    if (!toRelax.includes(reason)) {
      field.addError(
        `${region.displayName} is not eligible. ${reason.message}`,
      );
    } else if (!relaxed.includes(reason.rule)) {
      field.addError(
        `${region.displayName} is only eligible where a rule is relaxed, with a reason. ${reason.message}`,
      );
    }
  }
};
