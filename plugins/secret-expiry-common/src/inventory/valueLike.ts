const VALUE_LIKE =
  /value|passw|passphrase|pwd|secret|token|apikey|accesskey|privatekey|sharedkey|accountkey|connectionstring|connstr|pem|pfx|pkcs|signature|webhook/;

/** Query parameters that carry a value in the addresses of common services. */
const VALUE_PARAMETERS = new Set(['sig', 'code', 'key', 'sas', 'auth']);

/** A key that can be repeated in an error without repeating a pasted value. */
const PLAIN_WORD = /^[A-Za-z][A-Za-z_-]{0,39}$/;

/** Whether a key is one under which people keep values: `value`, `password`, `clientSecret`, `api_key`, ... */
export function looksLikeValue(key: string): boolean {
  return VALUE_LIKE.test(key.toLocaleLowerCase('en-US').replace(/[^a-z]/g, ''));
}

/** A key as an error may name it: itself when it is a plain word, otherwise nothing of it. */
export function nameableKey(key: string): string {
  return PLAIN_WORD.test(key) ? key : '(a key that is no plain word)';
}

/**
 * Whether an address holds a value: a user or password, a parameter such as
 * `sig` or `token`, or the address of a webhook, which is a secret as a whole.
 */
export function carriesValue(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return true;
  if (/^hooks\.|webhook/.test(url.hostname)) return true;
  return [...url.searchParams.keys()].some(
    name => VALUE_PARAMETERS.has(name.toLowerCase()) || looksLikeValue(name),
  );
}
