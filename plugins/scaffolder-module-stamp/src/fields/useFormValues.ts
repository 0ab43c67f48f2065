import { StampFormValues, formValues } from './formValues';

/** What has been filled in on all pages of the form that a field is in. */
export function useFormValues(props: {
  formContext?: unknown;
  registry?: { formContext?: unknown };
}): StampFormValues {
  return formValues(props.formContext ?? props.registry?.formContext);
}
