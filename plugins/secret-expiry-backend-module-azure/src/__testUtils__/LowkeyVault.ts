import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { AddressInfo, createServer } from 'node:net';
import { Entity } from '@backstage/catalog-model';
import { CredentialSource } from '@plumbline/plugin-secret-expiry-node';
import { agentTo, sourcesBehind } from './sourcesBehind';

const JAR = process.env.LOWKEY_VAULT_JAR ?? '';
/** The youngest that the emulator speaks; the clients' own is younger. */
const API_VERSION = '7.6';

/**
 * Whether the emulator can be started here: Java is installed, and the variable
 * `LOWKEY_VAULT_JAR` says where `com.github.nagyesta.lowkey-vault:lowkey-vault-app` lies.
 */
export const lowkeyVaultInstalled =
  existsSync(JAR) && spawnSync('java', ['-version']).status === 0;

if (!lowkeyVaultInstalled) {
  // eslint-disable-next-line no-console
  console.log('not compared: Lowkey Vault is not installed');
}

/** A real Lowkey Vault, an emulator of Key Vault by others, with one vault, on ports of its own. */
export class LowkeyVault {
  readonly #host: string;
  readonly #process: ChildProcess;
  readonly #agent: Agent;

  private constructor(host: string, process: ChildProcess, port: number) {
    this.#host = host;
    this.#process = process;
    // Its certificate is made for other names.
    this.#agent = agentTo(() => ({
      host: '127.0.0.1',
      port,
      rejectUnauthorized: false,
    }));
  }

  /** @throws Error when it does not start within a minute. */
  static async start(vault: string): Promise<LowkeyVault> {
    const [port, tokenPort] = [await freePort(), await freePort()];
    const host = `${vault}.vault.azure.net`;
    const child = spawn(
      'java',
      [
        '-Xmx256m',
        '-jar',
        JAR,
        `--server.port=${port}`,
        `--app.token.port=${tokenPort}`,
        `--LOWKEY_VAULT_NAMES=${vault}`,
        `--LOWKEY_VAULT_ALIASES=${vault}.localhost=${host}`,
      ],
      { stdio: 'ignore' },
    );
    const lowkey = new LowkeyVault(host, child, port);
    for (let attempt = 0; attempt < 300; attempt++) {
      try {
        await lowkey.call('GET', '/secrets');
        return lowkey;
      } catch {
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    }
    await lowkey.stop();
    throw new Error('Lowkey Vault did not start');
  }

  /** @throws Error when it is not answered with success. */
  async call(method: string, path: string, body?: object): Promise<any> {
    const { status, text } = await new Promise<{
      status: number;
      text: string;
    }>((resolve, reject) => {
      const sent = request(
        `https://${this.#host}${path}?api-version=${API_VERSION}`,
        {
          method,
          agent: this.#agent,
          headers: {
            authorization: 'Bearer anybody',
            'content-type': 'application/json',
          },
        },
        async response => {
          let answer = '';
          for await (const chunk of response) answer += chunk;
          resolve({ status: response.statusCode!, text: answer });
        },
      );
      sent.on('error', reject);
      sent.end(body && JSON.stringify(body));
    });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  sources(secretExpiry: object, entities: Entity[]): CredentialSource[] {
    return sourcesBehind({
      secretExpiry,
      entities,
      network: {
        name: 'testNetworkPolicy',
        sendRequest: (sent, next) => {
          const url = new URL(sent.url);
          url.searchParams.set('api-version', API_VERSION);
          sent.url = url.href;
          sent.agent = this.#agent;
          return next(sent);
        },
      },
      now: () => new Date(),
    });
  }

  async stop() {
    this.#agent.destroy();
    const ended = new Promise(resolve => this.#process.once('close', resolve));
    this.#process.kill();
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}
