import { frontDoorOf, registryHost, registryOf } from './azureReference';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-global`;

function plan(
  type: string,
  place: { azureId?: string; azureName?: string; resourceGroup?: string },
  image = 'crshop.azurecr.io/shop/web:1.0.0',
) {
  return {
    image,
    globalResources: [{ ref: 'resource:default/shared', type, ...place }],
  };
}

describe('where global resources are in Azure', () => {
  it('takes the Azure id before the name', () => {
    const azureId = `${GROUP}/providers/microsoft.cdn/Profiles/afd-shop`;
    expect(
      frontDoorOf(
        plan('front-door', { azureId, azureName: 'x', resourceGroup: 'y' }),
      ),
    ).toEqual({
      subscriptionId: SUBSCRIPTION,
      resourceGroup: 'rg-global',
      name: 'afd-shop',
    });
  });

  it('takes name and resource group where no id is known', () => {
    expect(
      frontDoorOf(
        plan('front-door', { azureName: 'afd-shop', resourceGroup: 'rg' }),
      ),
    ).toEqual({ resourceGroup: 'rg', name: 'afd-shop' });
  });

  it.each([
    ['a part of it', `${GROUP}/providers/Microsoft.Cdn/profiles/a/endpoints/b`],
    ['another type', `${GROUP}/providers/Microsoft.Network/frontDoors/a`],
    [
      'no subscription',
      '/subscriptions/x/resourceGroups/rg/providers/Microsoft.Cdn/profiles/a',
    ],
    ['nothing', ''],
  ])('does not take an id that is of %s', (_, azureId) => {
    expect(frontDoorOf(plan('front-door', { azureId }))).toBeUndefined();
  });

  it('does not take a name without its group, or another type of the catalog', () => {
    expect(
      frontDoorOf(plan('front-door', { azureName: 'afd-shop' })),
    ).toBeUndefined();
    expect(
      frontDoorOf(
        plan('key-vault', { azureName: 'afd-shop', resourceGroup: 'rg' }),
      ),
    ).toBeUndefined();
  });

  it('takes the registry that the image comes from, and no other', () => {
    const place = { azureName: 'crShop', resourceGroup: 'rg' };
    expect(registryOf(plan('container-registry', place))?.name).toBe('crShop');
    for (const image of [
      'crother.azurecr.io/shop:1',
      'ghcr.io/shop/web:1',
      'crshop.azurecr.io.example.org/web:1',
    ]) {
      expect(registryOf(plan('container-registry', place, image))).toBe(
        undefined,
      );
    }
  });

  it('knows the host of an image', () => {
    expect(registryHost('localhost:5000/a/b@sha256:0')).toBe('localhost:5000');
  });
});
