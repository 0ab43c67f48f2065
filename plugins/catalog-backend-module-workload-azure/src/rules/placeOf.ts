import { environmentOf } from '@plumbline/plugin-workload-common';
import { PlacedResource, Rule, answer } from './Rule';
import { refFrom, slug } from './refFrom';

/** How an import finds out whose resources are, and where they belong. */
export interface Rules {
  owner: Rule;
  workload: Rule;
  /** Says `global` of what all stamps share. */
  stamp: Rule;
  environment: Rule;
  releaseUnit: Rule;
  /** Of the import's entities, and of refs that name none. */
  namespace: string;
}

/** Where a resource belongs; what no rule says is absent. Refs are full. */
export interface Place {
  ownerRef?: string;
  workloadRef?: string;
  stampRef?: string;
  scope?: 'global' | 'stamp';
  environment?: string;
  releaseUnit?: string;
  /** Answers that mean nothing here, such as `owner: 'ann@example.com'`. */
  unclear: string[];
}

const GLOBAL = 'global';

/** What the rules say of a resource. */
export function placeOf(resource: PlacedResource, rules: Rules): Place {
  const unclear: string[] = [];
  const refOf = (name: 'owner' | 'workload' | 'stamp', kind: string) => {
    const said = answer(rules[name], resource);
    if (said === undefined || (name === 'stamp' && isGlobal(said))) {
      return undefined;
    }
    const ref = refFrom(said, kind, rules.namespace);
    if (!ref) unclear.push(`${name}: '${said}'`);
    return ref;
  };
  const stampRef = refOf('stamp', 'resource');
  const environment = environmentOf(answer(rules.environment, resource));
  return {
    ownerRef: refOf('owner', 'group'),
    workloadRef: refOf('workload', 'system'),
    stampRef,
    scope: stampRef ? 'stamp' : globalScope(resource, rules),
    environment: environment ? slug(environment) || undefined : undefined,
    releaseUnit: answer(rules.releaseUnit, resource),
    unclear,
  };
}

/** What a rule calls so, and what Azure runs in no region. */
function globalScope(
  placed: PlacedResource,
  { stamp }: Rules,
): 'global' | undefined {
  const said = answer(stamp, placed);
  return isGlobal(said) || isGlobal(placed.resource.location)
    ? GLOBAL
    : undefined;
}

function isGlobal(word: string | undefined): boolean {
  return word?.toLocaleLowerCase('en-US') === GLOBAL;
}
