import { regionChoices } from './placement';
import { DEFAULT_POLICY, PlacementPolicy } from './policy';
import { REGIONS } from './regions';

function choose(residency?: string, policy: Partial<PlacementPolicy> = {}) {
  const choices = regionChoices({ residency }, REGIONS, {
    ...DEFAULT_POLICY,
    ...policy,
  });
  return {
    eligible: choices.filter(c => c.eligible).map(c => c.region.name),
    rulesOf: (name: string) =>
      choices
        .find(({ region }) => region.name === name)!
        .reasons.map(({ rule }) => rule),
    of: (name: string) => choices.find(({ region }) => region.name === name)!,
  };
}

describe('regionChoices', () => {
  it('offers the 25 regions with zones, pair and open access', () => {
    expect(choose().eligible).toHaveLength(25);
  });

  it.each([
    ['polandcentral', ['pair']],
    ['germanynorth', ['zones', 'access']],
    ['ukwest', ['zones']],
    ['westeurope', []],
  ])('says what stands against %s', (name, rules) => {
    expect(choose().rulesOf(name)).toEqual(rules);
  });

  it('offers, for data that must stay in the EU, only regions whose pair is there too', () => {
    expect(choose('EU').eligible).toEqual([
      'francecentral',
      'germanywestcentral',
      'northeurope',
      'swedencentral',
      'westeurope',
    ]);
    expect(choose('EEA').eligible).toContain('norwayeast');
    expect(choose('EFTA').eligible).toEqual(['norwayeast', 'switzerlandnorth']);
  });

  it('does not offer Brazil South for data that must stay in Brazil: its pair is in Texas', () => {
    expect(choose('BR').eligible).toEqual([]);
    expect(choose('BR').rulesOf('brazilsouth')).toEqual(['pair-residency']);
    expect(choose().eligible).toContain('brazilsouth');
  });

  it.each(['us', 'US'])('takes the country code %s', code => {
    expect(choose(code).eligible).toEqual([
      'centralus',
      'eastus',
      'eastus2',
      'southcentralus',
      'westus2',
      'westus3',
    ]);
  });

  it.each(['Mars', '', '${x}', 'constructor', 'EU,US'])(
    'offers nothing when the residency %j is not known',
    residency => {
      const { eligible, of } = choose(residency);
      expect(eligible).toEqual([]);
      expect(of('westeurope').reasons[0].message).toContain('is not known');
    },
  );

  it('follows a relaxed policy, but never a pair outside the residency', () => {
    const relaxed = {
      requireZones: false,
      requirePair: false,
      requireOpenAccess: false,
    };
    expect(choose(undefined, relaxed).eligible).toHaveLength(59);
    expect(choose('EU', relaxed).eligible).toContain('polandcentral');
    expect(choose('BR', relaxed).eligible).not.toContain('brazilsouth');
  });

  it('tells what to know of a region that it offers', () => {
    expect(choose().of('swedencentral').notes).toEqual([
      'Its pair Sweden South is restricted: a stamp there may not be possible.',
    ]);
    expect(choose().of('brazilsouth').notes).toEqual([
      'Its pair South Central US is in US.',
      'The pairing with South Central US is one-way.',
    ]);
  });
});
