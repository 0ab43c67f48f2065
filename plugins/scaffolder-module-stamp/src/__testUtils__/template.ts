import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { parse } from 'yaml';

/** Names of the templates that these fields are made for. */
export const TEMPLATES = [
  'add-stamp',
  'change-stamp',
  'retire-stamp',
  'new-workload',
] as const;

/** A template as it is shipped. */
export function templateOf(name: (typeof TEMPLATES)[number]) {
  const path = join(__dirname, `../../../../templates/${name}/template.yaml`);
  return parse(readFileSync(path, 'utf8'));
}

/** The form of a template, as the scaffolder's back end gives it. */
export function formOf(
  name: (typeof TEMPLATES)[number],
): TemplateParameterSchema {
  const { metadata, spec } = templateOf(name);
  return {
    title: metadata.title,
    presentation: spec.presentation,
    steps: spec.parameters.map(({ title, ...schema }: { title: string }) => ({
      title,
      schema,
    })),
  };
}
