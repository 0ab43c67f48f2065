import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ExistingStamp, StampWorkload } from '@plumbline/plugin-stamp-common';
import { Read, useRead } from '@plumbline/plugin-workload-react';
import { StampFormValues } from '../fields/formValues';
import { readEstate } from './readEstate';

/** What a new stamp is placed for: a workload that exists, or one that the same form starts. */
export interface Subject {
  /** What it says of where its data may rest. */
  residency?: string;
  /** Absent where the form starts it. */
  workload?: StampWorkload;
  /** That it has already. */
  stamps: ExistingStamp[];
}

/**
 * Reads the workload that a form is about.
 *
 * @returns a read of `undefined` where none is chosen.
 */
export function useSubject(
  values: Pick<StampFormValues, 'workload' | 'name' | 'residency'>,
): Read<Subject | undefined> {
  const { workload, name, residency } = values;
  const catalogApi = useApi(catalogApiRef);
  return useRead<Subject | undefined>(async () => {
    if (workload) {
      const estate = await readEstate(catalogApi, workload);
      return { ...estate, residency: estate.workload.residency };
    }
    return name ? { residency, stamps: [] } : undefined;
  }, [catalogApi, workload, Boolean(name), residency]);
}
