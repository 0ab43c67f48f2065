import type { RootData } from './root';

/** A parameter file of Azure Resource Manager, which Bicep takes. */
export function bicepParameters(data: RootData): Record<string, unknown> {
  return {
    $schema:
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(
      Object.entries(data).map(([name, value]) => [name, { value }]),
    ),
  };
}
