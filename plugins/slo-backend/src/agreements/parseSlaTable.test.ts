import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SlaTable } from './SlaTable';
import { parseSlaTable } from './parseSlaTable';

const AZURE = resolve(__dirname, '../../../../slas/azure.yaml');

describe('parseSlaTable', () => {
  it('reads the table of Azure, in which every promise has a source and a date', () => {
    const { slas, offPath } = parseSlaTable(
      'slas/azure.yaml',
      readFileSync(AZURE, 'utf8'),
    );
    expect(slas.length).toBeGreaterThan(25);
    const keys = slas.map(
      ({ resourceType, tier }) => `${resourceType} ${tier}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const { resourceType } of offPath) {
      expect(resourceType).toMatch(/^[a-z-]+$/);
    }
    const table = new SlaTable(slas, offPath);
    expect(table.find('key-vault')).toMatchObject({
      value: 0.9999,
      confirmed: true,
    });
    expect(table.find('key-vault', 'ie-bank-plan')?.value).toBe(0.999);
    expect(table.find('postgresql', 'zone-redundant')?.value).toBe(0.9999);
    // A tier that the table does not know is as good as none.
    expect(table.find('web-app', 'p1v3')?.value).toBe(0.9995);
    expect(table.find('abacus')).toBeUndefined();
    expect(table.offPathReason('app-service-plan')).toMatch(/apps on it/);
  });

  it('names line, field and expectation of all that is wrong', () => {
    const content = `slas:
  - resourceType: key-vault
    service: Key Vault
    value: 99.9
    source: somewhere
    date: yesterday
    confirmed: true
    colour: red
  - resourceType: redis
`;
    expect(() => parseSlaTable('slas/x.yaml', content)).toThrow(
      /slas\/x\.yaml:4: slas\.0\.value: expected a number above 0 and at most 1/,
    );
    expect(() => parseSlaTable('slas/x.yaml', content)).toThrow(
      /slas\/x\.yaml:6: slas\.0\.date: expected a day such as 2026-11-21/,
    );
    expect(() => parseSlaTable('slas/x.yaml', content)).toThrow(
      /slas\/x\.yaml:2: slas\.0: expected resourceType, .* nothing else/,
    );
    expect(() => parseSlaTable('slas/x.yaml', content)).toThrow(
      /slas\/x\.yaml:9: slas\.1\.service: expected text/,
    );
  });

  it.each([
    ['slas: [', /^slas\/x\.yaml:1: /],
    ['', /expected provider, slas and offPath, nothing else/],
  ])('refuses %j', (content, message) => {
    expect(() => parseSlaTable('slas/x.yaml', content)).toThrow(message);
  });
});
