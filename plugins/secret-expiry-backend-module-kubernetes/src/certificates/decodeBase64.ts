const INVALID = 255;
const VALUES = new Uint8Array(128).fill(INVALID);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach(
  (letter, value) => {
    VALUES[letter.charCodeAt(0)] = value;
  },
);
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const PADDING = 0x3d;

/**
 * Decodes base64 from bytes, as they are written in JSON, where a slash may be
 * escaped. Node decodes only strings, and what is decoded here shall not become
 * one. `undefined` where it is none.
 */
export function decodeBase64(written: Uint8Array): Buffer | undefined {
  const bytes = Buffer.alloc(Math.ceil((written.length * 3) / 4));
  let length = 0;
  let held = 0;
  let count = 0;
  let padded = false;
  for (const [index, byte] of written.entries()) {
    if (byte === BACKSLASH && written[index + 1] === SLASH) continue;
    if (byte === PADDING) {
      padded = true;
      continue;
    }
    const value = byte < 128 ? VALUES[byte] : INVALID;
    if (value === INVALID || padded) {
      bytes.fill(0);
      return undefined;
    }
    held = (held % 64) * 64 + value;
    count += 1;
    // Of four letters the second, third and fourth each complete a byte.
    if (count % 4 === 2) bytes[length++] = Math.floor(held / 16) % 256;
    else if (count % 4 === 3) bytes[length++] = Math.floor(held / 4) % 256;
    else if (count % 4 === 0) bytes[length++] = held % 256;
  }
  return bytes.subarray(0, length);
}
