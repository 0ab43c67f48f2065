import { catalogFactSchema } from './catalogFactSchema';
import {
  credentialsFactSchema,
  healthFactSchema,
  sloFactSchema,
  stampsFactSchema,
} from './familyFactSchemas';
import { repositoryFactSchema } from './repositoryFactSchema';
import { FactSourceSchema } from './schema';

/** The sources of facts that come with Plumbline; others are added by modules and by configuration. */
export const FACT_SCHEMAS: FactSourceSchema[] = [
  catalogFactSchema,
  repositoryFactSchema,
  sloFactSchema,
  credentialsFactSchema,
  stampsFactSchema,
  healthFactSchema,
];
