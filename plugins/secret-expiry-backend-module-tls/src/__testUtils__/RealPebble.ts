import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { join } from 'node:path';
import { Pair, pemOf } from '@plumbline/plugin-secret-expiry-node/testUtils';
import * as acme from 'acme-client';
import { freePort } from './freePort';

const COMMAND = 'pebble';

/** Whether the ACME server can be started here; Debian has it under this name. */
export const pebbleInstalled = spawnSync(COMMAND, ['-h']).error === undefined;
if (!pebbleInstalled) {
  // eslint-disable-next-line no-console
  console.log(`skipped: ${COMMAND} is not installed`);
}

/** A certificate that an ACME server has issued. */
export interface Issued {
  key: string;
  /** PEM, leaf first. */
  chain: string;
}

/** A real ACME server that believes whatever it is told about names. */
export class RealPebble {
  readonly #process: ChildProcess;
  readonly #ports: { directory: number; management: number };
  readonly #agent: Agent;

  private constructor(
    process: ChildProcess,
    ports: { directory: number; management: number },
    agent: Agent,
  ) {
    this.#process = process;
    this.#ports = ports;
    this.#agent = agent;
  }

  /**
   * @param folder - for its files.
   * @param own - for its own address, and whom that is from.
   * @param days - how long its certificates are valid.
   */
  static async start(
    folder: string,
    own: { pair: Pair; authority: Pair },
    days: number,
  ): Promise<RealPebble> {
    const ports = { directory: await freePort(), management: await freePort() };
    const file = join(folder, 'pebble.json');
    const settings = {
      pebble: {
        listenAddress: `127.0.0.1:${ports.directory}`,
        managementListenAddress: `127.0.0.1:${ports.management}`,
        certificate: own.pair.certificate,
        privateKey: own.pair.key,
        httpPort: 1,
        tlsPort: 1,
        certificateValidityPeriod: days * 86_400,
      },
    };
    writeFileSync(file, JSON.stringify(settings));
    const child = spawn(COMMAND, ['-config', file], {
      stdio: 'ignore',
      env: {
        ...process.env,
        PEBBLE_VA_ALWAYS_VALID: '1',
        PEBBLE_VA_NOSLEEP: '1',
        PEBBLE_WFE_NONCEREJECT: '0',
      },
    });
    const agent = new Agent({ ca: pemOf(own.authority.certificate) });
    const pebble = new RealPebble(child, ports, agent);
    for (let attempt = 0; attempt < 200; attempt++) {
      if (await pebble.root().catch(() => undefined)) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return pebble;
  }

  /** Its root, which is another one each time it starts; PEM. */
  root(): Promise<string> {
    const url = `https://127.0.0.1:${this.#ports.management}/roots/0`;
    return new Promise((resolve, reject) => {
      get(url, { agent: this.#agent }, async response => {
        const chunks = await response.toArray();
        resolve(Buffer.concat(chunks).toString());
      }).on('error', reject);
    });
  }

  /** Orders a certificate as any client would. */
  async order(name: string): Promise<Issued> {
    acme.axios.defaults.httpsAgent = this.#agent;
    const client = new acme.Client({
      directoryUrl: `https://127.0.0.1:${this.#ports.directory}/dir`,
      accountKey: await acme.crypto.createPrivateEcdsaKey(),
    });
    const [key, request] = await acme.crypto.createCsr(
      { commonName: name },
      await acme.crypto.createPrivateEcdsaKey(),
    );
    const chain = await client.auto({
      csr: request,
      termsOfServiceAgreed: true,
      skipChallengeVerification: true,
      challengeCreateFn: async () => {},
      challengeRemoveFn: async () => {},
    });
    return { key: key.toString(), chain: chain.toString() };
  }

  async stop() {
    const ended = new Promise(resolve => this.#process.once('close', resolve));
    this.#process.kill();
    await ended;
    this.#agent.destroy();
  }
}
