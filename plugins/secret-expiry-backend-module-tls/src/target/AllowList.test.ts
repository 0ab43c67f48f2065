import fc from 'fast-check';
import { AllowList } from './AllowList';

describe('AllowList', () => {
  const at = (host: string, port = 443) =>
    ({ protocol: 'tls', host, port } as const);

  it('allows hosts and what is below them, at their ports', () => {
    const list = new AllowList([
      { host: 'api.example.com', ports: [443] },
      { host: '*.bank.example', ports: [443, 25] },
    ]);
    expect(list.allows(at('api.example.com'))).toBe(true);
    expect(list.allows(at('api.example.com', 25))).toBe(false);
    expect(list.allows(at('x.api.example.com'))).toBe(false);
    expect(list.allows(at('a.b.bank.example', 25))).toBe(true);
    expect(list.allows(at('bank.example'))).toBe(false);
    expect(list.allows(at('.bank.example'))).toBe(false);
    expect(list.allows(at('evilbank.example'))).toBe(false);
    expect(list.allows(at('a.bank.example.evil.test'))).toBe(false);
  });

  it('allows nothing when it is empty', () => {
    fc.assert(
      fc.property(fc.domain(), fc.nat(65_535), (host, port) => {
        expect(new AllowList([]).allows(at(host, port))).toBe(false);
      }),
    );
  });
});
