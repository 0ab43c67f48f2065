/** What a field of a CSV file can hold; nothing for `null` and `undefined`. */
export type CsvValue = string | number | null | undefined;

/**
 * A line of a CSV file (RFC 4180), its end included. Text that a spreadsheet
 * would run as a formula begins with an apostrophe.
 */
export function csvLine(values: CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: CsvValue): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
