import { Socket } from 'node:net';
import { LookFailure } from './LookFailure';

/** What a server says before TLS is a few lines; more is no such server. */
const MOST_BYTES = 65_536;

/** A conversation in clear, until TLS takes over. */
export class Conversation {
  readonly #socket: Socket;
  #heard: Buffer = Buffer.alloc(0);
  #failure?: Error;
  #wake = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#onData);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
  }

  say(what: string | Buffer) {
    this.#socket.write(what);
  }

  /** The next line, without its end. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#heard.indexOf('\n');
      if (end >= 0) {
        return (await this.bytes(end + 1)).toString('latin1').trimEnd();
      }
      await this.#more();
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#heard.length < count) await this.#more();
    const bytes = this.#heard.subarray(0, count);
    this.#heard = this.#heard.subarray(count);
    return bytes;
  }

  /** Leaves the socket to somebody else. */
  end() {
    this.#socket.off('data', this.#onData);
    this.#socket.off('error', this.#onError);
    this.#socket.off('close', this.#onClose);
    this.#socket.pause();
    // What was said in clear after the change was agreed on belongs to neither.
    if (this.#heard.length > 0) {
      throw new LookFailure('The server went on in clear after STARTTLS');
    }
  }

  async #more() {
    if (this.#failure) throw this.#failure;
    if (this.#heard.length > MOST_BYTES) {
      throw new LookFailure('The server does not stop talking');
    }
    await new Promise<void>(resolve => {
      this.#wake = resolve;
    });
  }

  #onData = (data: Buffer) => {
    this.#heard = Buffer.concat([this.#heard, data]);
    this.#wake();
  };

  #onError = (error: Error) => {
    this.#failure ??= error;
    this.#wake();
  };

  #onClose = () => {
    this.#failure ??= new LookFailure('The connection was closed');
    this.#wake();
  };
}
