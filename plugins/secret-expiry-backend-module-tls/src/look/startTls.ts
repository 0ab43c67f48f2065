import { StartTls } from '../endpoint/Endpoint';
import { Conversation } from './Conversation';
import { LookFailure } from './LookFailure';

/** Asks a server to change to TLS, each protocol in its own words. @throws LookFailure when it will not. */
export const START_TLS: Record<
  StartTls,
  (conversation: Conversation) => Promise<void>
> = { smtp, imap, pop3, ldap, postgres, mysql };

/** RFC 3207. */
async function smtp(conversation: Conversation) {
  await reply('220');
  conversation.say('EHLO [127.0.0.1]\r\n');
  await reply('250');
  conversation.say('STARTTLS\r\n');
  await reply('220');

  async function reply(code: string) {
    for (;;) {
      const line = await conversation.line();
      agree(line.startsWith(code));
      if (line[3] !== '-') return;
    }
  }
}

/** RFC 9051, 6.2.1. */
async function imap(conversation: Conversation) {
  agree(/^\* OK\b/i.test(await conversation.line()));
  conversation.say('a1 STARTTLS\r\n');
  for (;;) {
    const line = await conversation.line();
    if (line.startsWith('* ')) continue;
    agree(/^a1 OK\b/i.test(line));
    return;
  }
}

/** RFC 2595, 4. */
async function pop3(conversation: Conversation) {
  agree((await conversation.line()).startsWith('+OK'));
  conversation.say('STLS\r\n');
  agree((await conversation.line()).startsWith('+OK'));
}

/** PostgreSQL's SSLRequest, which the server answers with a letter. */
async function postgres(conversation: Conversation) {
  conversation.say(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
  agree((await conversation.bytes(1)).toString() === 'S');
}

/** RFC 4511, 4.14: an extended request in BER, answered by an extended response. */
async function ldap(conversation: Conversation) {
  const name = Buffer.from('1.3.6.1.4.1.1466.20037');
  conversation.say(
    Buffer.concat([
      Buffer.from([0x30, name.length + 7, 0x02, 0x01, 0x01]),
      Buffer.from([0x77, name.length + 2, 0x80, name.length]),
      name,
    ]),
  );
  agree((await conversation.bytes(1))[0] === 0x30);
  const message = await conversation.bytes(await length());
  // The message's number, the response, its length in one byte or several, the result.
  const response = message.indexOf(0x78);
  const short = message[response + 1] < 0x80;
  const result = response + 2 + (short ? 0 : message[response + 1] % 0x80);
  agree(
    response === 3 && message[result] === 0x0a && message[result + 2] === 0,
  );

  async function length(): Promise<number> {
    const first = (await conversation.bytes(1))[0];
    if (first < 0x80) return first;
    agree(first <= 0x84);
    const more = await conversation.bytes(first - 0x80);
    return more.length === 0 ? 0 : more.readUIntBE(0, more.length);
  }
}

const MYSQL_PROTOCOL_41 = 0x0200;
const MYSQL_SSL = 0x0800;
const MYSQL_SECURE_CONNECTION = 0x8000;

/** MySQL's SSLRequest, in answer to the server's greeting. */
async function mysql(conversation: Conversation) {
  const header = await conversation.bytes(4);
  const greeting = await conversation.bytes(header.readUIntLE(0, 3));
  const version = greeting.indexOf(0, 1);
  agree(greeting[0] === 10 && version > 0 && greeting.length >= version + 16);
  // After the version: thread (4), salt (8), filler (1), what it can do (2).
  agree((greeting.readUInt16LE(version + 14) & MYSQL_SSL) !== 0);
  const request = Buffer.alloc(36);
  request.writeUIntLE(32, 0, 3);
  request[3] = 1;
  request.writeUInt32LE(
    MYSQL_PROTOCOL_41 | MYSQL_SSL | MYSQL_SECURE_CONNECTION,
    4,
  );
  request.writeUInt32LE(0x01000000, 8);
  request[12] = 33;
  conversation.say(request);
}

function agree(agreed: boolean) {
  if (!agreed) throw new LookFailure('The server did not agree to STARTTLS');
}
