import { AddressInfo, Server, Socket, createServer } from 'node:net';
import {
  TLSSocket,
  TlsOptions,
  createSecureContext,
  createServer as createTlsServer,
} from 'node:tls';

/** Servers of a test, which end with it. */
export class Servers {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  async tls(options: TlsOptions, host = '127.0.0.1', port = 0) {
    const server = createTlsServer(options);
    server.on('tlsClientError', () => {});
    return this.#listen(server, host, port);
  }

  /** @param talk - what the server does with each connection. */
  async plain(talk: (socket: Socket) => void, host = '127.0.0.1', port = 0) {
    return this.#listen(createServer(talk), host, port);
  }

  async end() {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      this.#servers.map(server => new Promise(done => server.close(done))),
    );
  }

  async #listen(server: Server, host: string, port: number): Promise<number> {
    this.#servers.push(server);
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return (server.address() as AddressInfo).port;
  }
}

/** Goes on as the TLS server of a connection that began in clear. */
export function upgrade(socket: Socket, options: TlsOptions) {
  socket.removeAllListeners('data');
  const tls = new TLSSocket(socket, {
    isServer: true,
    secureContext: createSecureContext(options),
  });
  tls.on('error', () => {});
}

/** A server that answers lines with lines, and changes to TLS after the one that `change` names. */
export function lineServer(
  options: TlsOptions,
  greeting: string,
  answers: Array<[heard: RegExp, said: string]>,
  change: RegExp,
) {
  return (socket: Socket) => {
    socket.write(greeting);
    socket.on('data', data => {
      const line = data.toString();
      const answer = answers.find(([heard]) => heard.test(line));
      socket.write(answer ? answer[1] : '500 what\r\n');
      if (change.test(line)) upgrade(socket, options);
    });
  };
}
