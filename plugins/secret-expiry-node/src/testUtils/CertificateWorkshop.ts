import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and its certificate, as files. */
export interface Pair {
  name: string;
  key: string;
  certificate: string;
}

/** How a certificate is made. */
export interface CertificateRequest {
  name: string;
  issuer: Pair;
  /** Such as `DNS:localhost,IP:127.0.0.1`; an authority when absent. */
  names?: string;
  from?: Date;
  to?: Date;
}

const DAY = 86_400_000;

const NEW_KEY = [
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:P-256',
  '-nodes',
];

/** In so many days, with whole seconds, as certificates have them. */
export function inDays(days: number): Date {
  return new Date(Math.floor((Date.now() + days * DAY) / 1_000) * 1_000);
}

function stamp(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}

/** Makes real certificates with openssl, in a folder of its own. */
export class CertificateWorkshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  #count = 0;

  /** An authority, valid for ten years. */
  root(name: string): Pair {
    const pair = this.#pair(name);
    this.#openssl(
      ...['req', '-x509', ...NEW_KEY, '-days', '3650', '-subj', `/CN=${name}`],
      ...['-keyout', pair.key, '-out', pair.certificate],
    );
    return pair;
  }

  /** For these names, signed by itself. */
  selfSigned(name: string, names: string): Pair {
    const pair = this.#pair(name);
    this.#openssl(
      ...['req', '-x509', ...NEW_KEY, '-days', '30', '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=${names}`],
      ...['-keyout', pair.key, '-out', pair.certificate],
    );
    return pair;
  }

  /** By default from yesterday on, for 90 days from now. */
  issue({ name, issuer, names, from, to }: CertificateRequest): Pair {
    const pair = this.#pair(name);
    const request = join(this.folder, `${this.#count}.csr`);
    const settings = join(this.folder, `${this.#count}.cnf`);
    const folder = this.folder;
    writeFileSync(join(folder, `${this.#count}.txt`), '');
    writeFileSync(
      settings,
      [
        '[ca]\ndefault_ca=own\n[own]',
        `database=${folder}/${this.#count}.txt\nnew_certs_dir=${folder}`,
        'default_md=sha256\npolicy=any\nrand_serial=yes\nunique_subject=no',
        'x509_extensions=extensions\n[any]\ncommonName=supplied\n[extensions]',
        names
          ? `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth`
          : 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign',
        'authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n',
      ].join('\n'),
    );
    this.#openssl(
      ...['req', ...NEW_KEY, '-subj', `/CN=${name}`],
      ...['-keyout', pair.key, '-out', request],
    );
    this.#openssl(
      ...['ca', '-batch', '-notext', '-config', settings, '-in', request],
      ...['-cert', issuer.certificate, '-keyfile', issuer.key],
      ...['-startdate', stamp(from ?? inDays(-1))],
      ...['-enddate', stamp(to ?? inDays(90)), '-out', pair.certificate],
    );
    return pair;
  }

  #pair(name: string): Pair {
    this.#count += 1;
    const base = join(this.folder, `${this.#count}`);
    return { name, key: `${base}.key`, certificate: `${base}.pem` };
  }

  #openssl(...parameters: string[]) {
    execFileSync('openssl', parameters, { stdio: 'pipe' });
  }
}

/** What a TLS server takes to show these certificates, the leaf first. */
export function served(...chain: Pair[]) {
  return {
    key: pemOf(chain[0].key),
    cert: chain.map(({ certificate }) => pemOf(certificate)).join('\n'),
  };
}

/** What is in a PEM file. */
export function pemOf(file: string): string {
  return readFileSync(file, 'utf8');
}
