import fc from 'fast-check';
import { AddressPolicy } from './AddressPolicy';

describe('AddressPolicy', () => {
  const strict = new AddressPolicy([]);

  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['169.254.1.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fd12::1', 'unique-local'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['169.254.169.254', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['::127.0.0.1', 'loopback'],
    ['64:ff9b::10.0.0.1', 'reserved'],
    ['2002:7f00:1::', 'reserved'],
    ['2001::1', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['fec0::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['127.1', 'malformed'],
    ['0x7f000001', 'malformed'],
    ['2130706433', 'malformed'],
    ['0177.0.0.1', 'malformed'],
    ['2001:4860:4860::8888%eth0', 'malformed'],
    ['localhost', 'malformed'],
    ['', 'malformed'],
  ])('refuses %s as %s', (address, why) => {
    expect(strict.refusal(address)).toBe(why);
  });

  it.each(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])(
    'lets %s be',
    address => {
      expect(strict.refusal(address)).toBeUndefined();
    },
  );

  it('opens networks, and nothing beside them', () => {
    const policy = new AddressPolicy([
      '10.20.0.0/16',
      'fd12::/48',
      '0.0.0.0/0',
    ]);
    expect(policy.refusal('10.20.3.4')).toBeUndefined();
    expect(policy.refusal('::ffff:10.20.3.4')).toBeUndefined();
    expect(policy.refusal('fd12::5')).toBeUndefined();
    expect(policy.refusal('fd13::5')).toBe('unique-local');
    expect(policy.refusal('169.254.169.254')).toBe('metadata');
    const narrow = new AddressPolicy(['10.20.0.0/16']);
    expect(narrow.refusal('10.21.0.1')).toBe('private');
  });

  it('judges an IPv4 address the same inside an IPv6 one', () => {
    fc.assert(
      fc.property(fc.ipV4(), address => {
        expect(strict.refusal(`::ffff:${address}`)).toBe(
          strict.refusal(address),
        );
      }),
    );
  });

  it('never throws', () => {
    const text = fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6());
    fc.assert(
      fc.property(text, each => {
        expect([undefined, expect.any(String)]).toContainEqual(
          strict.refusal(each),
        );
      }),
    );
  });
});
