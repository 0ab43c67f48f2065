/** As long as whole groups of base64 stay when its ends, which hang on what is beside, are cut. */
const MIN_LENGTH = 12;

function formsOf(text: string): [form: string, written: string][] {
  const bytes = Buffer.from(text);
  return [
    ['it is', text],
    ['JSON', JSON.stringify(text).slice(1, -1)],
    ['part of an address', encodeURIComponent(text)],
    ['part of a form', new URLSearchParams({ t: text }).toString().slice(2)],
    ['hexadecimal', bytes.toString('hex')],
    ...[0, 1, 2].flatMap((before): [string, string][] => {
      const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
      // The first and the last group hang on what stands beside.
      const inner = (written: string) =>
        written.slice(before === 0 ? 0 : 4, 4 * Math.floor(shifted.length / 3));
      return [
        ['base64', inner(shifted.toString('base64'))],
        ['base64url', inner(shifted.toString('base64url'))],
      ];
    }),
  ];
}

/**
 * Where any of some texts is to be found, in whatever way it is written: as it
 * is, in JSON, in an address, in hexadecimal, in either base64, even as a part
 * of something longer.
 *
 * @param places - what was said, by where.
 * @param planted - what must not be there, by what it is; 12 characters at least.
 * @returns such as `logs: the password as hexadecimal`.
 */
export function leaks(
  places: Record<string, string>,
  planted: Record<string, string>,
): string[] {
  const found: string[] = [];
  for (const [what, text] of Object.entries(planted)) {
    if (text.length < MIN_LENGTH) throw new Error(`${what} is too short`);
    for (const [where, said] of Object.entries(places)) {
      const lower = said.toLowerCase();
      for (const [form, written] of formsOf(text)) {
        const isThere =
          form === 'hexadecimal'
            ? lower.includes(written)
            : said.includes(written);
        if (isThere) found.push(`${where}: ${what} as ${form}`);
      }
    }
  }
  return [...new Set(found)];
}
