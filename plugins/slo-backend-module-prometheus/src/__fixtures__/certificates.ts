import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether certificates can be made here. */
export const opensslInstalled = spawnSync('openssl', ['version']).status === 0;

/** Files of a key and its certificate. */
export interface Pair {
  key: string;
  certificate: string;
}

/** An authority of its own in a folder, that issues certificates for this machine. */
export class Authority {
  readonly #folder: string;
  readonly #pair: Pair;

  constructor(folder: string) {
    this.#folder = folder;
    this.#pair = this.#files('authority');
    run(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
      ...['-subj', '/CN=Test authority'],
      ...['-keyout', this.#pair.key, '-out', this.#pair.certificate],
    );
  }

  get certificate(): string {
    return this.#pair.certificate;
  }

  issue(name: string): Pair {
    const pair = this.#files(name);
    const request = join(this.#folder, `${name}.csr`);
    const extensions = join(this.#folder, `${name}.ext`);
    writeFileSync(
      extensions,
      'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n',
    );
    run(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`],
      ...['-keyout', pair.key, '-out', request],
    );
    run(
      ...['x509', '-req', '-in', request, '-days', '2', '-CAcreateserial'],
      ...['-CA', this.#pair.certificate, '-CAkey', this.#pair.key],
      ...['-extfile', extensions, '-out', pair.certificate],
    );
    return pair;
  }

  #files(name: string): Pair {
    return {
      key: join(this.#folder, `${name}.key`),
      certificate: join(this.#folder, `${name}.pem`),
    };
  }
}

/** What a TLS server takes. */
export function tlsOf({ key, certificate }: Pair) {
  return { key: readFileSync(key), cert: readFileSync(certificate) };
}

function run(...parameters: string[]) {
  execFileSync('openssl', parameters, { stdio: 'ignore' });
}
