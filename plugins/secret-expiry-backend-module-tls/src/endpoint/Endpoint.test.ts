import fc from 'fast-check';
import { PROTOCOLS, Protocol, formatEndpoint, parseEndpoint } from './Endpoint';

describe('parseEndpoint', () => {
  it.each([
    ['api.example.com:8443', 'tls', 'api.example.com', 8443],
    ['api.example.com:443', 'tls', 'api.example.com', 443],
    ['api.example.com:80', 'tls', 'api.example.com', 80],
    [' API.Example.com.:443 ', 'tls', 'api.example.com', 443],
    ['https://api.example.com', 'https', 'api.example.com', 443],
    ['https://api.example.com:80/', 'https', 'api.example.com', 80],
    [
      'SMTP+StartTLS://mail.example.com',
      'smtp+starttls',
      'mail.example.com',
      25,
    ],
    [
      'postgres+starttls://db.example.com',
      'postgres+starttls',
      'db.example.com',
      5432,
    ],
    ['bücher.example:443', 'tls', 'xn--bcher-kva.example', 443],
    ['127.1:443', 'tls', '127.0.0.1', 443],
    ['2130706433:443', 'tls', '127.0.0.1', 443],
    ['0x7f.0.0.1:443', 'tls', '127.0.0.1', 443],
    ['017700000001:443', 'tls', '127.0.0.1', 443],
    ['１２７.0.0.1:443', 'tls', '127.0.0.1', 443],
    ['[::1]:443', 'tls', '::1', 443],
    ['[0:0:0:0:0:ffff:7f00:1]:443', 'tls', '::ffff:7f00:1', 443],
    ['[::ffff:127.0.0.1]:443', 'tls', '::ffff:7f00:1', 443],
  ])('%s', (text, protocol, host, port) => {
    expect(parseEndpoint(text)).toEqual({ protocol, host, port });
  });

  it.each([
    '',
    ' ',
    ':443',
    'api.example.com',
    'api.example.com:',
    'api.example.com:0',
    'api.example.com:65536',
    'api.example.com:443:443',
    'api.example.com:443/path',
    'https://api.example.com/path',
    'https://api.example.com?x',
    'https://user@api.example.com',
    'https://user:pass@api.example.com',
    'api.example.com\\@evil.test:443',
    'api.example.com#@evil.test:443',
    'api.example.com%2eevil.test:443',
    'a b:443',
    '::1:443',
    '[::1%25eth0]:443',
    '256.0.0.1:443',
    'ftp://files.example.com:21',
    'constructor://x:1',
    '__proto__://x:1',
  ])('%j is none', text => {
    expect(parseEndpoint(text)).toBeUndefined();
  });

  it('never throws, and reads back what it writes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(
          fc.constantFrom('', ...Object.keys(PROTOCOLS).map(p => `${p}://`)),
          fc.oneof(
            fc.domain(),
            fc.ipV4(),
            fc.ipV4Extended(),
            fc.ipV6().map(address => `[${address}]`),
            fc.string(),
          ),
          fc.oneof(
            fc.constant(''),
            fc.integer({ min: -1, max: 70_000 }).map(port => `:${port}`),
          ),
        )
        .map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(text, each => {
        const endpoint = parseEndpoint(each);
        if (!endpoint) return;
        expect(endpoint.host).toMatch(/^[^\s/@#?\\[\]]+$/);
        expect(endpoint.port).toBeGreaterThan(0);
        expect(endpoint.port).toBeLessThan(65_536);
        expect(parseEndpoint(formatEndpoint(endpoint))).toEqual(endpoint);
      }),
      { numRuns: 2_000 },
    );
  });

  it('understands every name with a port', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(PROTOCOLS) as Protocol[])),
        fc.domain(),
        fc.integer({ min: 1, max: 65_535 }),
        (protocol, host, port) => {
          expect(parseEndpoint(`${protocol}://${host}:${port}`)).toEqual({
            protocol,
            host: host.toLocaleLowerCase('en-US'),
            port,
          });
        },
      ),
    );
  });
});
