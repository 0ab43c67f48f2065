import { useRouteRef } from '@backstage/core-plugin-api';
import { templateRouteRef } from '../routes';

/** Templates of stamps, by name in the namespace `default`. */
export type StampTemplate = 'add-stamp' | 'change-stamp' | 'retire-stamp';

/**
 * Makes the address of a template's form with values filled in; `undefined`
 * in an app without forms.
 */
export function useTemplateHref():
  | ((template: StampTemplate, values: Record<string, string>) => string)
  | undefined {
  const templateRoute = useRouteRef(templateRouteRef);
  if (!templateRoute) return undefined;
  return (templateName, values) => {
    const form = templateRoute({ namespace: 'default', templateName });
    const query = new URLSearchParams({ formData: JSON.stringify(values) });
    return `${form}?${query}`;
  };
}
