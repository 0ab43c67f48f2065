import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './freePort';

const COMMAND = 'prometheus-blackbox-exporter';

/** Whether the exporter can be started here; Debian has it under this name. */
export const blackboxInstalled = spawnSync(COMMAND, ['--version']).status === 0;

if (!blackboxInstalled) {
  // eslint-disable-next-line no-console
  console.log(`skipped: ${COMMAND} is not installed`);
}

/** What the exporter makes of an endpoint. */
export interface Probe {
  success: boolean;
  /** Epoch seconds. */
  earliestExpiry?: number;
  /** Of the leaf, lower-case hex. */
  fingerprint?: string;
}

/** How the exporter is to probe. */
export interface ProbeModule {
  trust: boolean;
  smtp?: boolean;
}

/** A real blackbox exporter on a port of its own. */
export class RealBlackbox {
  readonly #url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.#url = url;
    this.#process = process;
  }

  static async start(folder: string, ca: string): Promise<RealBlackbox> {
    const file = join(folder, 'blackbox.json');
    const modules = [true, false].flatMap(trust =>
      [true, false].map(smtp => {
        const settings = {
          prober: 'tcp',
          timeout: '5s',
          tcp: {
            tls: !smtp,
            tls_config: trust
              ? { ca_file: ca, server_name: 'api.test' }
              : { insecure_skip_verify: true, server_name: 'api.test' },
            ...(smtp && {
              query_response: [
                { expect: '^220 ' },
                { send: 'EHLO prober\r' },
                { expect: '^250 STARTTLS' },
                { send: 'STARTTLS\r' },
                { expect: '^220 ' },
                { starttls: true },
              ],
            }),
          },
        };
        return [moduleName({ trust, smtp }), settings];
      }),
    );
    // JSON is YAML.
    const text = JSON.stringify({ modules: Object.fromEntries(modules) });
    writeFileSync(file, text);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(
      COMMAND,
      [`--config.file=${file}`, `--web.listen-address=127.0.0.1:${port}`],
      { stdio: 'ignore' },
    );
    for (let attempt = 0; attempt < 200; attempt++) {
      const ready = await fetch(`${url}/-/healthy`).catch(() => undefined);
      if (ready?.ok) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return new RealBlackbox(url, child);
  }

  async probe(port: number, module: ProbeModule): Promise<Probe> {
    const query = new URLSearchParams({
      target: `127.0.0.1:${port}`,
      module: moduleName(module),
    });
    const text = await (await fetch(`${this.#url}/probe?${query}`)).text();
    const number = (name: string) =>
      new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
    const expiry = number('probe_ssl_earliest_cert_expiry');
    return {
      success: number('probe_success') === '1',
      earliestExpiry: expiry === undefined ? undefined : Number(expiry),
      fingerprint: /fingerprint_sha256="([0-9a-f]+)"/.exec(text)?.[1],
    };
  }

  async stop() {
    const ended = new Promise(resolve => this.#process.once('close', resolve));
    this.#process.kill();
    await ended;
  }
}

function moduleName({ trust, smtp }: ProbeModule): string {
  return `${trust ? 'trust' : 'look'}${smtp ? '_smtp' : ''}`;
}
