import { StampFormValues } from './formValues';

/** Name of the stamp that a form is about; `undefined` until one is chosen. */
export function confirmableName({
  stamp,
}: Pick<StampFormValues, 'stamp'>): string | undefined {
  return stamp?.split('/').pop();
}
