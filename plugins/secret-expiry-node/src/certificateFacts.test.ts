import { rmSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { automaticRenewal } from '@plumbline/plugin-secret-expiry-common';
import { certificateFacts, intermediateNotice } from './certificateFacts';
import { CertificateWorkshop, inDays, pemOf } from './testUtils';

describe('certificateFacts', () => {
  const workshop = new CertificateWorkshop();
  afterAll(() => rmSync(workshop.folder, { recursive: true }));

  it('says what a certificate says of itself', () => {
    const from = inDays(-10);
    const to = inDays(80);
    const { certificate } = workshop.issue({
      name: 'api',
      issuer: workshop.root('Root'),
      names: 'DNS:api.test',
      from,
      to,
    });
    expect(certificateFacts(new X509Certificate(pemOf(certificate)))).toEqual({
      thumbprint: expect.stringMatching(/^[0-9a-f]{40}$/),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      notBefore: from.toISOString(),
      notAfter: to.toISOString(),
      subject: 'api',
      issuer: 'Root',
    });
  });
});

describe('intermediateNotice', () => {
  it.each([
    ['2024-03-13T00:00:00.000Z', '2027-03-12T00:00:00.000Z', '2027-02-10'],
    ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z', '2026-11-21'],
  ])('from %s to %s', (notBefore, notAfter, planned) => {
    expect(
      automaticRenewal({
        created: notBefore,
        expires: notAfter,
        rotation: 'automatic',
        rotatesBefore: intermediateNotice({ notBefore, notAfter }),
      })?.plannedAt.toISOString(),
    ).toBe(`${planned}T00:00:00.000Z`);
  });
});
