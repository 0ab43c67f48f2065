import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** The library that describes an action's input and output, as the registry hands it over. */
export type ActionZod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];

/** The workload that an action is about, for {@link workloadNamed}. */
export const workloadInput = (z: ActionZod) =>
  z
    .string()
    .min(1)
    .max(300)
    .describe(
      "Ref of the workload, such as 'system:default/shop', or its name only: 'shop'",
    );

/**
 * Full ref of a workload that is named by it or, as people do, by its name only.
 *
 * @throws InputError
 */
export function workloadNamed(name: string): string {
  let ref: ReturnType<typeof parseEntityRef>;
  try {
    ref = parseEntityRef(name, {
      defaultKind: 'system',
      defaultNamespace: 'default',
    });
  } catch {
    throw new InputError(
      "workloadRef: expected a ref such as 'system:default/shop', or the name of a workload",
    );
  }
  if (ref.kind.toLocaleLowerCase('en-US') !== 'system') {
    throw new InputError(
      `workloadRef: expected a System, '${name}' is a ${ref.kind}`,
    );
  }
  return stringifyEntityRef(ref);
}
