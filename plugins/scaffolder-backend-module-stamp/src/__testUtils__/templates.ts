import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A template of this repository, by the name of its folder. */
export function templateNamed(name: string): any {
  const template = parse(
    readFileSync(
      join(__dirname, '../../../../templates', name, 'template.yaml'),
      'utf8',
    ),
  );
  template.metadata.namespace = 'default';
  return template;
}

/** Names of the templates about stamps. */
export const TEMPLATE_NAMES = [
  'add-stamp',
  'change-stamp',
  'retire-stamp',
  'new-workload',
];

/** The template with a gate before each step, and after the last: `before-<step>` and `after`. */
export function withGates(template: any): any {
  const steps = template.spec.steps.flatMap((step: any) => [
    gate(`before-${step.id}`),
    step,
  ]);
  return {
    ...template,
    spec: { ...template.spec, steps: [...steps, gate('after')] },
  };
}

/** Names of the gates of {@link withGates}, in their order. */
export function gatesOf(template: any): string[] {
  return [...template.spec.steps.map(({ id }: any) => `before-${id}`), 'after'];
}

function gate(name: string) {
  return { id: `gate-${name}`, name, action: 'test:gate', input: { name } };
}
