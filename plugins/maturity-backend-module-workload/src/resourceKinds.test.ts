import { ResourceKind, resourceKindOf } from './resourceKinds';

const of = (type: string | undefined, provider?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'it',
    annotations: provider
      ? {
          'management.azure.com/resourceId': `/subscriptions/0/resourceGroups/rg/providers/${provider}`,
        }
      : undefined,
  },
  spec: type === undefined ? undefined : { type },
});

describe('resourceKindOf', () => {
  it.each<[string | undefined, string | undefined, ResourceKind | undefined]>([
    ['virtual-machine', undefined, 'virtual machine'],
    ['VM', undefined, 'virtual machine'],
    ['linux-virtual-machine', undefined, 'virtual machine'],
    ['microsoft.compute/virtualmachines', undefined, 'virtual machine'],
    ['microsoft.compute/virtualmachines/extensions', undefined, undefined],
    ['Microsoft.Compute/virtualMachineScaleSets', undefined, 'scale set'],
    ['virtual-machine-scale-set', undefined, 'scale set'],
    ['vmss', undefined, 'scale set'],
    ['key-vault', undefined, 'key vault'],
    ['microsoft.keyvault/vaults', undefined, 'key vault'],
    ['microsoft.recoveryservices/vaults', undefined, undefined],
    [
      'build-agents',
      'Microsoft.Compute/virtualMachineScaleSets/a',
      'scale set',
    ],
    ['jump-host', 'Microsoft.Compute/virtualMachines/a', 'virtual machine'],
    ['vm', 'Microsoft.Compute/virtualMachines/a/extensions/b', undefined],
    [
      'lock',
      'Microsoft.Compute/virtualMachines/a/providers/Microsoft.Authorization/locks/b',
      undefined,
    ],
    ['web-app', undefined, undefined],
    [undefined, undefined, undefined],
  ])('takes %p with the id of %p for %p', (type, provider, kind) => {
    expect(resourceKindOf(of(type, provider))).toBe(kind);
  });
});
