import { Impact } from './model';

/**
 * Words in a resource's type and the impact that they stand for, first match
 * first. They fit both the plain words of Plumbline's examples
 * (`container-registry`) and Azure's types (`microsoft.containerregistry/registries`).
 */
const IMPACT_BY_WORD: [Impact, string[]][] = [
  // People look through these or work through these; users do not pass them.
  [
    'suppressed',
    [
      'diagnostic',
      'workbook',
      'dashboard',
      'alert',
      'action-group',
      'actiongroup',
      'bastion',
      'jump',
      'build-agent',
      'runner',
    ],
  ],
  // Running instances go on without them; starting new ones or seeing them does not.
  ['limited', ['registr', 'log-analytics', 'insights', 'monitor']],
];

/**
 * How a resource's state counts for whoever depends on it, by its type.
 * Everything that requests pass through (front door, web app, database, key
 * vault, network) and every type that is not known counts in full.
 */
export function defaultImpact(type: string | undefined): Impact {
  const words = (type ?? '').toLocaleLowerCase('en-US');
  const match = IMPACT_BY_WORD.find(([, list]) =>
    list.some(word => words.includes(word)),
  );
  return match ? match[0] : 'standard';
}
