import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { parse } from 'yaml';

/** The template that these fields are made for, as it is shipped. */
export const TEMPLATE = parse(
  readFileSync(
    join(__dirname, '../../../../templates/add-stamp/template.yaml'),
    'utf8',
  ),
);

/** Its form, as the scaffolder's back end gives it. */
export const FORM: TemplateParameterSchema = {
  title: TEMPLATE.metadata.title,
  steps: TEMPLATE.spec.parameters.map(
    ({ title, ...schema }: { title: string }) => ({ title, schema }),
  ),
};
