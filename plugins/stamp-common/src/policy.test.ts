import { ConfigReader } from '@backstage/config';
import { DEFAULT_POLICY, readPlacementPolicy } from './policy';

describe('readPlacementPolicy', () => {
  it('is the default where the config says nothing', () => {
    expect(readPlacementPolicy(new ConfigReader({}))).toEqual(DEFAULT_POLICY);
  });

  it('changes what the config names and nothing else', () => {
    const policy = readPlacementPolicy(
      new ConfigReader({
        stamp: {
          policy: {
            requirePair: false,
            residency: { DACH: ['DE', 'AT', 'CH'] },
          },
        },
      }),
    );
    expect(policy).toEqual({
      ...DEFAULT_POLICY,
      requirePair: false,
      residency: { ...DEFAULT_POLICY.residency, DACH: ['DE', 'AT', 'CH'] },
    });
  });

  it('names the key of a value with the wrong type', () => {
    const config = new ConfigReader({
      stamp: { policy: { requireZones: 'maybe' } },
    });
    expect(() => readPlacementPolicy(config)).toThrow(
      'stamp.policy.requireZones',
    );
  });
});
