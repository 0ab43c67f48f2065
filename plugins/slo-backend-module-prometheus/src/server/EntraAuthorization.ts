import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { Authorization } from './Authorization';

/** A token is replaced so long before it expires. */
const MARGIN_MS = 5 * 60_000;
/** A refusal within this time after a token was got says something else than that the token is old. */
const RENEW_AT_MOST_EVERY_MS = 60_000;

/** Tokens of Microsoft Entra ID, got once and kept until shortly before they expire. */
export class EntraAuthorization implements Authorization {
  readonly #scope: string;
  readonly #createCredential: () => TokenCredential;
  readonly #now: () => number;
  #credential?: TokenCredential;
  #token?: AccessToken;
  #pending?: Promise<AccessToken>;
  #renewedAt = -Infinity;

  constructor(options: {
    scope: string;
    createCredential: () => TokenCredential;
    now?: () => number;
  }) {
    this.#scope = options.scope;
    this.#createCredential = options.createCredential;
    this.#now = options.now ?? Date.now;
  }

  async header(): Promise<string> {
    const now = this.#now();
    const token = this.#token;
    if (token && now < token.expiresOnTimestamp - MARGIN_MS) {
      return `Bearer ${token.token}`;
    }
    try {
      return `Bearer ${(await this.#fetch()).token}`;
    } catch (error) {
      // What is about to expire is still better than nothing.
      if (token && now < token.expiresOnTimestamp) {
        return `Bearer ${token.token}`;
      }
      throw new Error(`Entra ID gave no token${codeOf(error)}`);
    }
  }

  renew(refused: string | undefined): boolean {
    // Several queries that are under way are refused with the same token; one new token does for all.
    const old = this.#token && `Bearer ${this.#token.token}` === refused;
    if (!old) return true;
    const now = this.#now();
    const again = now - this.#renewedAt < RENEW_AT_MOST_EVERY_MS;
    if (again) return false;
    this.#renewedAt = now;
    this.#token = undefined;
    // A credential keeps the tokens that it got, so another one is needed to get another token.
    this.#credential = undefined;
    return true;
  }

  #fetch(): Promise<AccessToken> {
    this.#pending ??= this.#request().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #request(): Promise<AccessToken> {
    this.#credential ??= this.#createCredential();
    const token = await this.#credential.getToken(this.#scope);
    if (!token) throw new Error('no token');
    this.#token = token;
    return token;
  }
}

/** The error's own code, which tells the administrator what is wrong and nobody else anything. */
function codeOf(error: unknown): string {
  const code = /AADSTS\d+/.exec(String((error as Error).message));
  if (code) return ` (${code[0]})`;
  const { name } = error as Error;
  return name && name !== 'Error' ? ` (${name})` : '';
}
