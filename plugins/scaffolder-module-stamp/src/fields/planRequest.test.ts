import { parsePlanRequest } from '@plumbline/plugin-stamp-common';
import { formValues } from './formValues';
import { planRequestOf } from './planRequest';

const WORKLOAD = {
  name: 'card-payments',
  title: 'Card payments',
  description: '',
  owner: 'group:default/payments',
  domain: 'domain:default/banking',
  tier: 'standard',
  addressRange: '10.80.0.0/16',
  homeRegion: 'westeurope',
  image: 'example.azurecr.io/cards:1.0.0',
  infrastructure: 'bicep',
  pipeline: 'github-actions',
  environment: 'prod',
  region: 'westeurope',
  expectedUsers: 100,
  monthlyCost: 10,
  relaxations: [],
};

describe('planRequestOf', () => {
  it('makes a request that the back end reads, of each kind', () => {
    const values = formValues({
      formData: {
        ...WORKLOAD,
        workload: 'system:default/shop',
        stamp: 'resource:default/shop-prod-westeurope-001',
        trafficWeight: 50,
      },
    });
    for (const kind of ['add', 'change', 'retire', 'new-workload'] as const) {
      const { request } = planRequestOf(kind, values);
      expect(parsePlanRequest(JSON.parse(JSON.stringify(request)))).toEqual({
        request: JSON.parse(JSON.stringify(request)),
      });
    }
  });

  it('names the domain, takes EUR for no currency, and leaves out no relaxations', () => {
    const { request } = planRequestOf(
      'new-workload',
      formValues({ formData: WORKLOAD }),
    );
    expect(request).toMatchObject({
      domain: 'banking',
      stamp: {
        monthlyCost: { amount: 10, currency: 'EUR' },
        relaxations: undefined,
      },
    });
  });

  it('says what is missing, and takes what has another type for empty', () => {
    expect(
      planRequestOf(
        'add',
        formValues({
          formData: { workload: ['a'], region: '', expectedUsers: '9' },
        }),
      ),
    ).toEqual({
      missing: ['workload', 'environment', 'region', 'expectedUsers'],
    });
    expect(formValues(undefined).workload).toBeUndefined();
  });
});
