import { rmSync } from 'node:fs';
import {
  CertificateWorkshop,
  pemOf,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import fc from 'fast-check';
import { decodeBase64 } from './decodeBase64';
import { readCertificates } from './readCertificates';

describe('decodeBase64', () => {
  it('decodes as Node does, whether slashes are escaped or not', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, escapes) => {
        const text = Buffer.from(bytes).toString('base64');
        const written = escapes ? text.replaceAll('/', '\\/') : text;
        expect(decodeBase64(Buffer.from(written))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each(['QUJ\\u0044', 'QU=J', 'QUJ*', 'QÜJ'])('refuses %s', written => {
    expect(decodeBase64(Buffer.from(written))).toBeUndefined();
  });
});

describe('readCertificates', () => {
  const workshop = new CertificateWorkshop();
  afterAll(() => rmSync(workshop.folder, { recursive: true }));
  const read = (text: string) =>
    readCertificates(Buffer.from(Buffer.from(text).toString('base64')));

  it('overwrites what it was given', () => {
    const written = Buffer.from('LS0tLS1C');
    readCertificates(written);
    expect(written).toEqual(Buffer.alloc(8));
  });

  it('keeps what comes first, and above it all but roots', () => {
    const root = workshop.root('Root');
    const middle = workshop.issue({ name: 'Middle', issuer: root });
    const leaf = workshop.issue({
      name: 'leaf',
      issuer: middle,
      names: 'DNS:a.test',
    });
    const text = [leaf, middle, root]
      .map(({ certificate }) => pemOf(certificate))
      .join('# a comment\r\n');
    const { certificates, isDamaged, hasPrivateKey } = read(text);
    expect(certificates).toMatchObject([
      { subject: 'leaf', issuer: 'Middle', chainPlace: 'leaf' },
      { subject: 'Middle', issuer: 'Root', chainPlace: 'intermediate' },
    ]);
    expect({ isDamaged, hasPrivateKey }).toEqual({
      isDamaged: false,
      hasPrivateKey: false,
    });
    // A root alone is what is served.
    expect(read(pemOf(root.certificate)).certificates).toHaveLength(1);
    expect(read(`${text}-----BEGIN CERTIFICATE-----\nMII`).isDamaged).toBe(
      true,
    );
    expect(read(`${text}${pemOf(leaf.key)}`).hasPrivateKey).toBe(true);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(readCertificates(Buffer.from(bytes)).certificates).toEqual([]);
      }),
    );
  });
});
