import { GROUP, SUBSCRIPTION } from '../__testUtils__/AzureMonitorServer';
import {
  isWithin,
  normalizeResourceId,
  resourceTypeOf,
  subscriptionOf,
} from './resourceId';

describe('resource IDs', () => {
  it.each([
    [
      'Microsoft.Storage/storageAccounts/a',
      'Microsoft.Storage/storageAccounts',
    ],
    [
      'Microsoft.Storage/storageAccounts/a/blobServices/default',
      'Microsoft.Storage/storageAccounts/blobServices',
    ],
    [
      'Microsoft.Web/sites/a/providers/Microsoft.Insights/b/c',
      'Microsoft.Insights/b',
    ],
  ])('tell the type: %s', (rest, type) => {
    const id = `${GROUP}/providers/${rest}`;
    expect(normalizeResourceId(`${id}/`)).toBe(id);
    expect(resourceTypeOf(id)).toBe(type);
    expect(subscriptionOf(id)).toBe(SUBSCRIPTION);
  });

  it.each([
    '',
    GROUP,
    `${GROUP}/providers/Microsoft.Web/sites`,
    `${GROUP}/providers/Microsoft.Web/sites/a?x`,
    `${GROUP}/providers/Microsoft.Web/sites/%2e%2e`,
    `${GROUP}/providers/Microsoft.Web/sites/..`,
    '/subscriptions/all/providers/Microsoft.Web/sites/a',
  ])('are not %p', id => {
    expect(normalizeResourceId(id)).toBeUndefined();
  });

  it('lie within a scope, name by name', () => {
    const id = `${GROUP}/providers/Microsoft.Web/sites/a`;
    const scopes = (scope: string) => [scope.toLowerCase()];
    expect(isWithin(id, scopes(GROUP))).toBe(true);
    expect(isWithin(id, scopes(id))).toBe(true);
    expect(isWithin(id, scopes(`/subscriptions/${SUBSCRIPTION}`))).toBe(true);
    expect(isWithin(`${id}b`, scopes(id))).toBe(false);
    expect(isWithin(id.replace('shop', 'shop2'), scopes(GROUP))).toBe(false);
    expect(isWithin(id, [])).toBe(false);
  });
});
