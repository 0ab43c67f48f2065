import fc from 'fast-check';
import { VaultMemory, readMemory, writeMemory } from './VaultMemory';

const time = fc
  .integer({ min: 0, max: 4_102_444_800 })
  .map(seconds => new Date(seconds * 1_000).toISOString());
const thumbprint = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map(bytes => Buffer.from(bytes).toString('hex'));
const memories: fc.Arbitrary<VaultMemory> = fc
  .dictionary(
    fc.string({ minLength: 1 }),
    fc.record(
      {
        updated: fc.nat(),
        policyReadAt: fc.oneof(fc.nat(), fc.constant(-Infinity)),
        policy: fc.oneof(
          fc.constant({
            kind: 'key' as const,
            policy: { rotates: true, before: 'P30D' },
          }),
          fc.constant({
            kind: 'certificate' as const,
            policy: { rotates: true, percentage: 80 },
          }),
        ),
        previous: fc.array(
          fc.record(
            { created: time, expires: time, replaced: time, thumbprint },
            { requiredKeys: ['created', 'replaced'] },
          ),
          { maxLength: 20 },
        ),
      },
      { requiredKeys: ['updated', 'policyReadAt', 'previous'] },
    ),
  )
  .map(objects => new Map(Object.entries(objects)));

describe('the memory of a vault', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(memories, memory => {
        expect(readMemory(writeMemory(memory))).toEqual(memory);
      }),
    );
  });

  it('stays within what a store keeps, with as many objects as fit', () => {
    const previous = Array.from({ length: 20 }, () => ({
      created: '2026-01-01T00:00:00.000Z',
      replaced: '2026-01-01T00:00:00.000Z',
      thumbprint: 'a'.repeat(40),
    }));
    const memory: VaultMemory = new Map(
      Array.from({ length: 2_000 }, (_, index) => [
        `certificate/c${index}`,
        { updated: 1, previous, policyReadAt: 1 },
      ]),
    );
    const written = writeMemory(memory);
    expect(written.length).toBeLessThanOrEqual(1_000_000);
    expect(written.length).toBeGreaterThan(995_000);
    expect(readMemory(written).size).toBeLessThan(2_000);
  });

  it.each(['', 'null', '[]', '{"format":99,"objects":[1]}'])(
    'is empty for %j',
    text => {
      expect(readMemory(text).size).toBe(0);
    },
  );
});
