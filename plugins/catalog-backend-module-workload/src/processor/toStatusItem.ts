import { ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from '@backstage/catalog-client';
import { EntityStatusItem } from '@backstage/catalog-model/alpha';
import {
  FieldProblem,
  fieldProblemText,
} from '@plumbline/plugin-workload-common';

/**
 * The status that shows a problem on the entity's page, in the same panel as
 * the catalog's own processing errors.
 */
export function toStatusItem(problem: FieldProblem): EntityStatusItem {
  const message = fieldProblemText(problem);
  return {
    type: ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
    level: 'error',
    message: `InputError: ${message}`,
    error: { name: 'InputError', message },
  };
}
