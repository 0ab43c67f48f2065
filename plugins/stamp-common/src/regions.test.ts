import { REGIONS } from './regions';

describe('REGIONS', () => {
  it('holds every physical region of the public cloud once', () => {
    expect(REGIONS).toHaveLength(59);
    expect(new Set(REGIONS.map(({ name }) => name)).size).toBe(59);
  });

  it('has short codes that fit a resource name and are unique', () => {
    const codes = REGIONS.map(({ geoCode }) => geoCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z][a-z0-9]{1,3}$/);
  });

  it('pairs regions only with regions that it holds', () => {
    const names = new Set(REGIONS.map(({ name }) => name));
    const unknown = REGIONS.filter(
      ({ pairedRegion }) => pairedRegion && !names.has(pairedRegion),
    );
    expect(unknown).toEqual([]);
  });
});
