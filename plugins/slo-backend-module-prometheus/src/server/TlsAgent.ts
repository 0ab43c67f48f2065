import { readFileSync, statSync } from 'node:fs';
import { Agent } from 'undici';
import { TlsFiles } from '../config/PrometheusServer';

/** How often files are looked at for a change. */
const LOOK_EVERY_MS = 60_000;

/** Connections with an own authority or a client certificate. Certificates that are replaced on disk are taken up. */
export class TlsAgent {
  readonly #files: TlsFiles;
  #agent?: Agent;
  #version = '';
  #lookedAt = -Infinity;

  constructor(files: TlsFiles) {
    this.#files = files;
  }

  /** The agent to connect with now. */
  current(): Agent {
    const now = Date.now();
    if (this.#agent && now - this.#lookedAt < LOOK_EVERY_MS) return this.#agent;
    this.#lookedAt = now;
    try {
      const version = this.#versionOnDisk();
      if (!this.#agent || version !== this.#version) {
        const old = this.#agent;
        this.#agent = this.#create();
        this.#version = version;
        // Ends when what is under way has ended.
        old?.close().catch(() => {});
      }
    } catch (error) {
      // Half-written files: what worked so far goes on.
      if (!this.#agent) throw error;
    }
    return this.#agent;
  }

  #versionOnDisk(): string {
    const { ca, certificate, key } = this.#files;
    return [ca, certificate, key]
      .map(file => (file ? `${statSync(file).mtimeMs}` : ''))
      .join();
  }

  #create(): Agent {
    const { ca, certificate, key, serverName } = this.#files;
    const read = (file: string | undefined) =>
      file === undefined ? undefined : readFileSync(file, 'utf8');
    return new Agent({
      connect: {
        ca: read(ca),
        cert: read(certificate),
        key: read(key),
        servername: serverName,
      },
    });
  }
}
